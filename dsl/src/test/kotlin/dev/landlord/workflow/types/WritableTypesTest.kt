package dev.landlord.workflow.types

import dev.landlord.workflow.ResultType
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith

/** The runtime accepts a type if and only if its values read as they were written. */
class WritableTypesTest :
    FunSpec({
        for (case in TypeTable.all.filter { it.isAccepted }) {
            test(
                "fault 40: ${case.source} is accepted, and its values read as they were written"
            ) {
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
                    "[LW108] ${case.type}: expected a type that can be written as JSON and read back"
            }
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
