package dev.landlord.api

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import com.fasterxml.jackson.databind.node.DecimalNode
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import java.math.BigDecimal

class JsonRuleTest :
    FunSpec({
        fun violations(value: JsonNode): List<String> =
            JsonRule.violations("config", value).map { "${it.field()}: ${it.message()}" }

        fun violations(json: String) = violations(ObjectMapper().readTree(json))

        fun nested(depth: Int) = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth)

        val range =
            "expected a number within the range of a double (up to 1.797e308 in absolute value)"

        test("fault 25: accepts at most 64 levels of objects and lists") {
            violations(nested(64)).shouldBeEmpty()
            violations("[".repeat(64) + "]".repeat(64)).shouldBeEmpty()
            for (deep in listOf(nested(65), nested(999), "[".repeat(900) + "]".repeat(900))) {
                violations(deep) shouldContainExactly
                    listOf("config: must not be nested deeper than 64 levels")
            }
        }

        test("fault 25: accepts only numbers within the range of a double") {
            violations("""[0, -1, 1e308, 1.5, 9223372036854775808, 1e-400]""").shouldBeEmpty()
            violations("""{"a": [1e999999999, -1e309], "b": 1${"0".repeat(400)}}""")
                .toSet() shouldContainExactly
                setOf("config.b: $range", "config.a[1]: $range", "config.a[0]: $range")
            violations(DecimalNode(BigDecimal("1e999999999"))) shouldContainExactly
                listOf("config: $range")
            violations(ObjectMapper().nodeFactory.numberNode(Double.NaN)) shouldContainExactly
                listOf("config: $range")
        }

        test("fault 25: refuses texts and names with unpaired surrogates or U+0000") {
            violations("""{"a": "ä \uD83D\uDE00 \u0001"}""").shouldBeEmpty()
            violations("""{"a": "\uD83D"}""") shouldContainExactly
                listOf("config.a: must not contain an unpaired surrogate")
            violations("""{"a": "\u0000"}""") shouldContainExactly
                listOf("config.a: must not contain the character U+0000")
        }

        test("fault 25: accepts field names of at most 256 characters") {
            violations("""{"${"n".repeat(256)}": 1}""").shouldBeEmpty()
            violations("""{"${"n".repeat(257)}": 1}""") shouldContainExactly
                listOf(
                    "config.${"n".repeat(60)}…: the name of a field must have at most 256 characters, found 257"
                )
        }

        test("fault 25: accepts at most 256 KiB of JSON") {
            violations("\"${"x".repeat(256 * 1024 - 2)}\"").shouldBeEmpty()
            violations("\"${"x".repeat(256 * 1024 - 1)}\"") shouldContainExactly
                listOf("config: config must not be larger than 262144 bytes of JSON, found 262145")
        }
    })
