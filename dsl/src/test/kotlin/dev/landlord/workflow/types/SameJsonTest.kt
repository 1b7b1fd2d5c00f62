package dev.landlord.workflow.types

import com.sun.management.ThreadMXBean
import dev.landlord.workflow.ResultType
import dev.landlord.workflow.written
import dev.restate.common.Slice
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldNotContain
import io.kotest.property.Arb
import io.kotest.property.arbitrary.choice
import io.kotest.property.arbitrary.constant
import io.kotest.property.arbitrary.double
import io.kotest.property.arbitrary.element
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.long
import io.kotest.property.arbitrary.map
import io.kotest.property.arbitrary.pair
import io.kotest.property.checkAll
import java.lang.management.ManagementFactory
import java.math.BigDecimal
import java.time.Duration
import java.time.Instant
import java.util.UUID
import kotlin.reflect.KType
import kotlin.reflect.typeOf
import kotlinx.serialization.json.Json

/** 2,872 are measured, and 5,864 if kotlinx.serialization is between the value and Jackson. */
private const val RECORD_BYTES = 4_000L

/** Kotlin types and equal Java types accept the same JSON, by the table in docs/clients.md. */
class SameJsonTest :
    FunSpec({
        val pairs: List<Pair<KType, KType>> =
            listOf(
                typeOf<KotlinPair.OfBoolean>() to typeOf<JavaPairs.OfBoolean>(),
                typeOf<KotlinPair.OfByte>() to typeOf<JavaPairs.OfByte>(),
                typeOf<KotlinPair.OfShort>() to typeOf<JavaPairs.OfShort>(),
                typeOf<KotlinPair.OfInt>() to typeOf<JavaPairs.OfInt>(),
                typeOf<KotlinPair.OfInt>() to typeOf<JavaPairs.OfBoxed>(),
                typeOf<KotlinPair.OfLong>() to typeOf<JavaPairs.OfLong>(),
                typeOf<KotlinPair.OfFloat>() to typeOf<JavaPairs.OfFloat>(),
                typeOf<KotlinPair.OfDouble>() to typeOf<JavaPairs.OfDouble>(),
                typeOf<KotlinPair.OfChar>() to typeOf<JavaPairs.OfChar>(),
                typeOf<KotlinPair.OfString>() to typeOf<JavaPairs.OfString>(),
                typeOf<KotlinPair.OfEnum>() to typeOf<JavaPairs.OfEnum>(),
                typeOf<KotlinPair.OfNullable>() to typeOf<JavaPairs.OfNullable>(),
                typeOf<KotlinPair.OfNullable>() to typeOf<JavaPairs.OfOptional>(),
                typeOf<KotlinPair.OfList>() to typeOf<JavaPairs.OfList>(),
                typeOf<KotlinPair.OfList>() to typeOf<JavaPairs.OfArray>(),
                typeOf<KotlinPair.OfNullables>() to typeOf<JavaPairs.OfNullables>(),
                typeOf<KotlinPair.OfNested>() to typeOf<JavaPairs.OfNested>(),
                typeOf<KotlinPair.OfBytes>() to typeOf<JavaPairs.OfBytes>(),
                typeOf<KotlinPair.OfMap>() to typeOf<JavaPairs.OfMap>(),
                typeOf<KotlinPair.OfIntKeys>() to typeOf<JavaPairs.OfIntKeys>(),
                typeOf<KotlinPair.OfEnumKeys>() to typeOf<JavaPairs.OfEnumKeys>(),
                typeOf<KotlinPair.OfObject>() to typeOf<JavaPairs.OfRecord>(),
                typeOf<KotlinPair.OfNullableObject>() to typeOf<JavaPairs.OfKotlin>(),
                typeOf<KotlinPair.Of<BigDecimal>>() to typeOf<JavaPairs.OfBigDecimal>(),
                typeOf<KotlinPair.Of<Instant>>() to typeOf<JavaPairs.OfInstant>(),
                typeOf<KotlinPair.Of<Duration>>() to typeOf<JavaPairs.OfDuration>(),
                typeOf<KotlinPair.Of<UUID>>() to typeOf<JavaPairs.OfUuid>(),
            )

        val literals =
            listOf("0", "-0", "1", "-1", "01", "+1", "1.0", "1.5", "-0.0", "1e3", "1E-3", "1.") +
                listOf(".5", "1e999", "1e-999", "3.5e38", "NaN", "Infinity", "0x1", "1_000") +
                listOf("127", "128", "-129", "32768", "2147483648", "9223372036854775808") +
                listOf("1${"0".repeat(400)}", "true", "false", "TRUE", "null", "nul", "abc") +
                listOf("\"\"", "\"a\"", "\"ab\"", "\" \"", "\"3\"", "\" 3\"", "\"1.5\"") +
                listOf("\"true\"", "\"NaN\"", "\"null\"", "\"RENT\"", "\" RENT\"", "\"rent\"") +
                listOf("\"0\"", "'a'", "\"\\u0041\"", "\"\\x\"", "\"YWJj\"", "[]", "{}", "[1,]") +
                listOf("[1]", "[null]", "[\"1\"]", "[1.0]", "[[1]]", "[[null]]", "[null,[1]]") +
                listOf("[300]", "{\"a\":1}", "{\"1\":1}", "{\"01\":1}", "{\"+1\":1}") +
                listOf("{\"1.0\":1}", "{\" 1\":1}", "{\"RENT\":1}", "{\" RENT\":1}") +
                listOf("{\"a\":null}", "{\"a\":1,\"a\":2}", "{\"value\":1}", "{\"value\":\"1\"}") +
                listOf("{\"value\":null}", "{\"value\":1,\"other\":2}", "{a:1}", "/**/1") +
                listOf("\"1970-01-01T00:00:00Z\"", "\"1970-01-01T01:00:00+01:00\"") +
                listOf("\"1970-01-01\"", "\"PT1M\"", "\"1 minute\"", "\"60\"", "60") +
                listOf("\"00000000-0000-0001-0000-000000000002\"", "\"0-0-1-0-2\"") +
                listOf("\"AAAAAAAAAAEAAAAAAAAAAg==\"", "", " ", "1 2", "1}", "{\"a\":1", "[[")
        val values =
            Arb.choice(
                Arb.element(literals),
                Arb.long().map { "$it" },
                Arb.long(-200L..200L).map { "$it" },
                Arb.double(range = -1e9..1e9).map { "$it" },
                Arb.long(-200L..200L).map { "\"$it\"" },
            )
        val parts =
            Arb.choice(
                values,
                Arb.list(values, 0..3).map { it.joinToString(",", "[", "]") },
                Arb.pair(Arb.element("a", "1", "RENT", "value", "-0"), values).map {
                    "{\"${it.first}\":${it.second}}"
                },
            )
        val documents =
            Arb.choice(
                parts.map { "{\"value\":$it}" },
                parts.map { "{\"value\":$it}" },
                parts.map { "{\"value\":$it}" },
                parts,
                parts.map { "{\"other\":$it}" },
                parts.map { "{\"value\":$it,\"value\":$it}" },
                parts.map { "{\"value\":$it} $it" },
                Arb.constant("{}"),
            )

        /** The JSON that is written of the value, or `null` if it is refused. */
        fun reread(type: KType, json: String): String? {
            val found = ResultType.of<Any>(type)
            val value =
                try {
                    found.readFromCaller(Slice.wrap(json))
                } catch (_: IllegalArgumentException) {
                    return null
                }
            return found.write(value).toByteArray().decodeToString()
        }

        for ((kotlin, java) in pairs) {
            test("fault 8: $kotlin and $java accept the same JSON") {
                fun requireSame(json: String) {
                    val expected = reread(kotlin, json)
                    withClue(json) {
                        val found = reread(java, json)
                        (found != null) shouldBe (expected != null)
                        // Java sorts the keys of a map.
                        found?.let(Json::parseToJsonElement) shouldBe
                            expected?.let(Json::parseToJsonElement)
                    }
                }
                val simple = literals.map { "{\"value\":$it}" }
                simple.forEach(::requireSame)
                simple.count { reread(kotlin, it) != null } shouldNotBe 0
                checkAll(300, documents) { requireSame(it) }
            }
        }

        test("a Java class is written alone as it is written within other JSON") {
            val alone = ResultType.of<JavaPairs.OfString>(typeOf<JavaPairs.OfString>())
            val within = ResultType.of<List<JavaPairs.OfString>>(typeOf<List<JavaPairs.OfString>>())
            val texts = (0..0xD7FF).map { "${it.toChar()}" } + "\uD83D\uDE00" + "\uD83D"
            for (value in texts.map { JavaPairs.OfString(it) }) {
                val json = alone.write(value).toByteArray().decodeToString()
                "[$json]" shouldBe within.write(listOf(value)).toByteArray().decodeToString()
            }
        }

        test("what a record allocates, written as the result of a step and read") {
            val beans = ManagementFactory.getThreadMXBean() as ThreadMXBean
            val type = ResultType.of<JavaPairs.OfString>(typeOf<JavaPairs.OfString>())
            fun allocated(): Long {
                val before = beans.currentThreadAllocatedBytes
                type.read(type.written("a test", JavaPairs.OfString("text")))
                return beans.currentThreadAllocatedBytes - before
            }
            val least = (1..1_000).minOf { allocated() }
            println("allocated for a record: $least bytes")
            least shouldBeLessThan RECORD_BYTES
        }

        for ((type, json) in
            listOf(
                typeOf<Int>() to "\"3\"",
                typeOf<Boolean>() to "\"true\"",
                typeOf<Double>() to "\"1.5\"",
                typeOf<Long>() to "1e3",
                typeOf<Int>() to "1.0",
                typeOf<String>() to "3",
                typeOf<Double>() to "\"NaN\"",
                typeOf<Double>() to "1e999",
                typeOf<JavaPairs.OfDouble>() to "{\"value\":\"NaN\"}",
                typeOf<JavaPairs.OfDouble>() to "{\"value\":1e999}",
                typeOf<JavaPairs.OfBytes>() to "{\"value\":\"YWJj\"}",
                typeOf<JavaPairs.OfInstant>() to "{\"value\":0}",
                typeOf<JavaPairs.OfInstant>() to "{\"value\":\"0\"}",
                typeOf<JavaPairs.OfEnum>() to "{\"value\":\" RENT\"}",
                typeOf<List<Int>>() to "[1,]",
                typeOf<Map<String, Int>>() to "{\"a\":1,\"a\":2}",
                typeOf<KotlinPair.OfInt>() to "{\"value\":1,\"value\":2}",
                typeOf<JavaPairs.OfInt>() to "{\"value\":1,\"value\":2}",
                typeOf<Int>() to "1 2",
                typeOf<Map<java.util.UUID, Int>>() to "{\"$UPPER\":1}",
                typeOf<JavaPairs.OfIds>() to "{\"value\":{\"$UPPER\":1}}",
                typeOf<Map<kotlin.time.Duration, Int>>() to "{\"PT60S\":1}",
                typeOf<Map<Double, Int>>() to "{\"1\":1,\"1.0\":2}",
            )) {
            test("fault 8: $type refuses $json") { reread(type, json) shouldBe null }
        }

        for ((type, json) in
            listOf(
                typeOf<Map<java.util.UUID, Int>>() to "{\"${UPPER.lowercase()}\":1}",
                typeOf<JavaPairs.OfIds>() to "{\"value\":{\"${UPPER.lowercase()}\":1}}",
                typeOf<Map<kotlin.time.Duration, Int>>() to "{\"PT1M\":1}",
                typeOf<Map<Double, Int>>() to "{\"1.0\":2}",
                typeOf<Double>() to "3",
                typeOf<Double>() to "1e3",
                typeOf<JavaPairs.OfDouble>() to "{\"value\":1e3}",
                typeOf<Long>() to "-0",
                typeOf<Shape>() to "{\"radius\":1,\"type\":\"circle\"}",
                typeOf<List<Shape>>() to "[{\"type\":\"square\",\"side\":1}]",
            )) {
            test("fault 8: $type accepts $json") { reread(type, json) shouldNotBe null }
        }

        test("fault 8: a refusal names the place, and does not quote the value") {
            for (type in listOf(typeOf<KotlinPair.OfNested>(), typeOf<JavaPairs.OfNested>())) {
                val failure = runCatching {
                    ResultType.of<Any>(type)
                        .readFromCaller(Slice.wrap("{\"value\":[[1],[2,\"secret\"]]}"))
                }
                    .exceptionOrNull()
                failure?.message.orEmpty().substringAfter(" at path: ") shouldBe "$.value[1][1]"
                failure?.message.orEmpty() shouldNotContain "secret"
            }
        }
    })

/** A key whose lower-case form differs. */
private const val UPPER = "28F0AB00-0000-0001-0000-000000000002"
