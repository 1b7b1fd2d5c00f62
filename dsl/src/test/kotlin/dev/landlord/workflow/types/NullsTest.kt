package dev.landlord.workflow.types

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.DoubleNode
import com.fasterxml.jackson.databind.node.FloatNode
import com.fasterxml.jackson.databind.node.JsonNodeFactory
import com.fasterxml.jackson.databind.node.ObjectNode
import dev.landlord.workflow.ResultType
import dev.landlord.workflow.ingress.payload
import dev.restate.common.Slice
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.reflect.typeOf

/** A component of a record is not null, unless its declaration allows that. */
class NullsTest :
    FunSpec({
        val holder =
            """{"lines":[{"amount":1,"text":"a"}],"byName":{},"kinds":["RENT"],"notes":[],"nested":[[]]}"""

        fun read(json: String) =
            ResultType.of<JavaTypes.Holder>(typeOf<JavaTypes.Holder>())
                .readFromCaller(Slice.wrap(json))

        for ((from, to, path) in
            listOf(
                Triple("\"a\"", "null", "$.lines[0].text"),
                Triple("[{\"amount\":1,\"text\":\"a\"}]", "null", "$.lines"),
                Triple("{\"amount\":1,\"text\":\"a\"}", "null", "$.lines[0]"),
                Triple("\"byName\":{}", "\"byName\":{\"k\":null}", "$.byName.k"),
                Triple("\"RENT\"", "null", "$.kinds[0]"),
                Triple("[\"RENT\"]", "null", "$.kinds"),
                Triple("\"notes\":[]", "\"notes\":null", "$.notes"),
                Triple("[[]]", "[null]", "$.nested[0]"),
                Triple("[[]]", "[[null]]", "$.nested[0][0]"),
            )) {
            test("fault 7: a record refuses null at $path") {
                shouldThrow<IllegalArgumentException> { read(holder.replace(from, to)) }
                    .message shouldBe "Expected a value, found null at path: $path"
            }
        }

        for (type in listOf(typeOf<JsonNode>(), typeOf<ObjectNode>(), typeOf<JavaTypes.Plain>())) {
            test("null is a value of a nullable type only: $type") {
                val required = ResultType.of<Any>(type)
                val nullable = required.orNull()
                for (json in listOf("null", " null\n")) {
                    nullable.read(Slice.wrap(json)) shouldBe null
                    shouldThrow<IllegalArgumentException> { required.read(Slice.wrap(json)) }
                }
                nullable.write(null).toByteArray().decodeToString() shouldBe "null"
            }
        }

        test("fault 7: a component that is an Optional or Nullable may be null or missing") {
            val json = """{"maybe":null,"note":null,"""
            read(holder).maybe.isPresent shouldBe false
            read(holder.replaceFirst("{", json)).note shouldBe null
            read(holder.replace("\"notes\":[]", "\"notes\":[null,\"a\"]")).notes shouldBe
                listOf(null, "a")
        }

        test("fault 7: a record is not written with a null that its reader would refuse") {
            shouldThrow<IllegalArgumentException> {
                    ResultType.of<JavaTypes.Plain>(typeOf<JavaTypes.Plain>())
                        .write(JavaTypes.Plain(1, null))
                }
                .message
                .orEmpty() shouldContain "$.text"
        }

        test("fault 10: a client does not send a value that the service cannot read") {
            val type = payload<JavaTypes.Tree>()
            shouldThrow<IllegalArgumentException> {
                    type.write(JavaTypes.Tree("a", listOf(JavaTypes.Tree(null, listOf()))))
                }
                .message
                .orEmpty() shouldContain "$.children[0].name"
            shouldThrow<IllegalArgumentException> { payload<Double>().write(Double.NaN) }
            for (number in
                listOf(
                    DoubleNode(Double.NaN),
                    DoubleNode(Double.NEGATIVE_INFINITY),
                    FloatNode(Float.POSITIVE_INFINITY),
                )) {
                val tree = JsonNodeFactory.instance.objectNode()
                tree.putArray("a").add(1.5).add(number)
                for (value in listOf(number, tree)) {
                    shouldThrow<IllegalArgumentException> { payload<JsonNode>().write(value) }
                        .message
                        .orEmpty() shouldContain "${number.asText()} is not a number of JSON"
                }
                shouldThrow<IllegalArgumentException> { payload<ObjectNode>().write(tree) }
            }
        }
    })
