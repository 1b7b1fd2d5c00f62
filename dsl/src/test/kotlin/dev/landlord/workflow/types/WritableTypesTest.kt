@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.types

import dev.landlord.workflow.ResultType
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.kotlinType
import dev.landlord.workflow.nameOf
import dev.landlord.workflow.restate.RequestSerdeFactory
import dev.restate.common.Slice
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith

/** The runtime accepts a type if and only if its values read as they were written. */
class WritableTypesTest :
    FunSpec({
        for (case in TypeTable.all.filter { it.isAccepted }) {
            test("fault 40: ${case.source} is accepted, and its values read as they were written") {
                val type = ResultType.of<Any?>(case.type)
                for (value in case.values) {
                    val json = type.write(value)
                    type.read(json) shouldBe value
                    type.readFromCaller(json) shouldBe value
                }
            }
        }

        for (case in TypeTable.all.filterNot { it.isAccepted }) {
            test("fault 40: ${case.source} is refused with LW108") {
                shouldThrow<IllegalArgumentException> { ResultType.of<Any?>(case.type) }
                    .message
                    .orEmpty() shouldStartWith
                    "[LW108] ${nameOf(case.type)}: expected a type that can be written as JSON and read back"
            }
        }

        test("a generic type that Java names without its arguments is refused") {
            shouldThrow<IllegalArgumentException> { kotlinType(List::class.java) }.message shouldBe
                "[LW108] the type java.util.List: expected a type with its arguments, because the " +
                    "journal keeps its values as JSON, found none. Name them: new " +
                    "TypeRef<List<…>>() {}."
        }

        test("the refusal of a class of the JDK names types to use") {
            shouldThrow<IllegalArgumentException> {
                    ResultType.of<Any?>("step(\"wait\")", kotlinType(Thread::class.java))
                }
                .message shouldBe
                "[LW108] step(\"wait\"): expected a type that can be written as JSON and read back, " +
                    "because the journal keeps its values, found java.lang.Thread. Use a class of " +
                    "your own, or a type such as String, List<String> or Instant."
        }

        test("the refusal of a request names its type as Java does") {
            val serde =
                RequestSerdeFactory.of<JavaTypes.Plain>(kotlinType(JavaTypes.Plain::class.java))
            shouldThrow<IllegalArgumentException> {
                    serde.deserialize(Slice.wrap("""{"amount": 1, "text": 2}"""))
                }
                .message
                .orEmpty() shouldStartWith
                "[LW114] the request: expected JSON of the type JavaTypes\$Plain, found "
        }

        test("fault 38: the refusal names the field whose value would be lost") {
            val failure =
                shouldThrow<IllegalArgumentException> {
                    ResultType.of<Any?>(kotlin.reflect.typeOf<JavaTypes.OfUnwritable>())
                }
            failure.message.orEmpty() shouldContain
                "OfUnwritable.inner: dev.landlord.workflow.types.JavaTypes\$NoAccessors, whose " +
                    "field name Jackson would not write and read"
        }
    })
