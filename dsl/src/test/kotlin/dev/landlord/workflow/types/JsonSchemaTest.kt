package dev.landlord.workflow.types

import com.fasterxml.jackson.databind.ObjectMapper
import com.networknt.schema.JsonSchema
import com.networknt.schema.JsonSchemaFactory
import com.networknt.schema.SpecVersion.VersionFlag
import dev.landlord.workflow.ResultType
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlin.reflect.KType
import kotlin.reflect.typeOf

/** The schema of a type describes its JSON. */
class JsonSchemaTest :
    FunSpec({
        val mapper = ObjectMapper()

        fun text(type: KType) = ResultType.of<Any?>(type).jsonSchema().toString()

        fun schema(type: KType): JsonSchema =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(text(type))

        fun problems(type: KType, json: String) =
            schema(type).validate(mapper.readTree(json)).map { it.message }

        for (case in TypeTable.all.filter { it.isAccepted }) {
            test("fault 39: the schema of ${case.source} accepts its written values") {
                text(case.type) shouldNotContain "\"#/\""
                for (value in case.values) {
                    val json =
                        ResultType.of<Any?>(case.type).write(value).toByteArray().decodeToString()
                    problems(case.type, json).shouldBeEmpty()
                }
            }
        }

        for ((type, json) in
            listOf(
                typeOf<Person>() to """{"name":"a","manager":{"name":1}}""",
                typeOf<Person>() to """{"name":"a","manager":{"name":"b","manager":{}}}""",
                typeOf<Person>() to """{"name":"a","other":1}""",
                typeOf<Pair<Pair<Int, Int>, Int>>() to """{"first":1,"second":2}""",
                typeOf<Pair<Pair<Int, Int>, Int>>() to
                    """{"first":{"first":1,"second":"2"},"second":2}""",
                typeOf<Node<Int>>() to """{"value":1,"next":{"value":"2"}}""",
                typeOf<Shape>() to """{"type":"triangle"}""",
                typeOf<Shape>() to """{"type":"square","side":"1"}""",
                typeOf<Color>() to "\"RED\"",
                typeOf<List<Int?>>() to "[\"a\"]",
                typeOf<Map<String, Int>>() to "{\"a\":null}",
                typeOf<String?>() to "1",
                typeOf<Id>() to "1",
            )) {
            test("fault 39: the schema of $type refuses $json") {
                problems(type, json).isEmpty() shouldBe false
            }
        }

        test("fault 39: a recursive class has one definition") {
            text(typeOf<Person>()) shouldContain "\"\$ref\":\"#/\$defs/Person\""
            text(typeOf<Order>()) shouldNotContain "\$defs"
        }
    })
