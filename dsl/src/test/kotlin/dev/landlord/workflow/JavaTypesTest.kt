package dev.landlord.workflow

import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith
import java.math.BigDecimal
import java.net.URI
import java.time.Duration
import java.time.Instant
import java.time.LocalDate
import java.time.OffsetDateTime
import java.time.ZonedDateTime
import java.util.Optional
import java.util.UUID
import kotlin.reflect.KType
import kotlin.reflect.typeOf

/** Java values are written to the journal and sent over HTTP as JSON that Jackson writes. */
class JavaTypesTest :
    FunSpec({
        val payment =
            Payment(
                5,
                "rent",
                Instant.parse("2026-01-01T00:00:00Z"),
                Duration.ofDays(3),
                listOf(Payment.Line("January", 1.5)),
                Payment.Kind.RENT,
            )
        val json =
            """{"account":"rent","amount":5,"due":"2026-01-01T00:00:00Z","grace":"PT72H",""" +
                """"kind":"RENT","lines":[{"price":1.5,"text":"January"}]}"""

        fun <T> text(type: KType, value: T) =
            ResultType.of<T>(type).write(value).toByteArray().decodeToString()

        fun <T> read(type: KType, json: String): T = ResultType.of<T>(type).read(Slice.wrap(json))

        test("a record is written field by field, times in ISO 8601, and read again") {
            text(typeOf<Payment>(), payment) shouldBe json
            read<Payment>(typeOf<Payment>(), json) shouldBe payment
        }

        test("a record is read again inside lists, maps and pairs, and where it may be null") {
            for ((type, value) in
                mapOf<KType, Any?>(
                    typeOf<List<Payment?>>() to listOf(payment, null),
                    typeOf<Map<String, List<Payment>>>() to mapOf("a" to listOf(payment)),
                    typeOf<Pair<Payment, Int>>() to (payment to 1),
                    typeOf<Payment?>() to null,
                    typeOf<Payment.Means>() to Payment.Card("4711"),
                    typeOf<Payment.Kind>() to Payment.Kind.DEPOSIT,
                )) read<Any?>(type, text(type, value)) shouldBe value
        }

        test("a value that is nested too deep is refused in the same words, however deep it is") {
            val type = ResultType.of<Nested>(typeOf<Nested>())
            type.written("step(\"a\")", Nested.of(100)).readableBytes() shouldBe 1_200
            for (levels in listOf(101, 500, 501, 5_000, 100_000)) {
                shouldThrow<TerminalException> { type.written("step(\"a\")", Nested.of(levels)) }
                    .message shouldStartWith
                    "[LW174] step(\"a\"): expected at most 200 levels of nesting, which every " +
                        "reader of JSON accepts, found more, or a value that contains itself."
            }
        }

        test("values of the JDK are written as their text or number") {
            text(typeOf<Duration>(), Duration.ofMinutes(1)) shouldBe "\"PT1M\""
            text(typeOf<LocalDate>(), LocalDate.parse("2026-01-01")) shouldBe "\"2026-01-01\""
            text(typeOf<BigDecimal>(), BigDecimal("0.10")) shouldBe "0.10"
            val exact = listOf(BigDecimal("12345678901234567890.10"), BigDecimal("-1E+3"))
            read<Any>(typeOf<List<BigDecimal>>(), text(typeOf<List<BigDecimal>>(), exact)) shouldBe
                exact
            text(typeOf<URI>(), URI("http://a/b")) shouldBe "\"http://a/b\""
            val id = UUID.randomUUID()
            read<UUID>(typeOf<UUID>(), text(typeOf<UUID>(), id)) shouldBe id
        }

        for ((wrong, words) in
            mapOf(
                json.replace(":5,", ":\"secret\",") to "Expected Int at path: $.amount",
                json.replace("\"amount\":5,", "") to
                    "Field 'amount' is required, but it was missing at path: $.amount",
                json.replace("\"account\":\"rent\",", "") to
                    "Field 'account' is required, but it was missing at path: $.account",
                json.replace(",\"kind\":\"RENT\"", "") to
                    "Field 'kind' is required, but it was missing at path: $.kind",
                json.replace(":5,", ":5.5,") to "Expected Int at path: $.amount",
                json.replace(":5,", ":\"5\",") to "Expected Int at path: $.amount",
                json.replace("\"rent\"", "7") to "Expected String at path: $.account",
                json.replace("\"RENT\"", "0") to "Expected Kind at path: $.kind",
                "null" to "Expected Payment, found null at path: $",
                json.replace("1.5", "\"secret\"") to "Expected Double at path: $.lines[0].price",
                json.replace("RENT", "secret") to "Expected Kind at path: $.kind",
                json.replace("{\"account\"", "{\"secret\":1,\"account\"") to
                    "Encountered an unknown key 'secret' at path: $.secret",
                json.replace(":5", ":-5") to "amount: expected 0 or more at path: $",
                "[]" to "Expected Payment at path: $",
                "7" to "Expected Payment at path: $",
            )) {
            test("an error names the field and does not quote the value: $words, $wrong") {
                val failure =
                    shouldThrow<IllegalArgumentException> {
                        read<Payment>(typeOf<Payment>(), wrong)
                    }
                failure.message.orEmpty() shouldStartWith words
                if ("unknown key" !in words) failure.message.orEmpty() shouldNotContain "secret"
            }
        }

        test("a value for which there is no memory is not called wrong") {
            for (type in listOf(typeOf<Payment.Large>(), typeOf<List<Payment.Large>>())) {
                val json = if (type.arguments.isEmpty()) """{"size":1}""" else """[{"size":1}]"""
                shouldThrow<OutOfMemoryError> { read<Any>(type, json) }
                shouldThrow<OutOfMemoryError> {
                    ResultType.of<Any>(type).readFromCaller(Slice.wrap(json))
                }
            }
        }

        test("an optional component is Optional or Nullable; sets and maps are ordered") {
            val type = typeOf<Payment.Extras>()
            val full = """{"by":"b","kinds":["RENT","DEPOSIT"],"marks":{"b":1,"a":2},"note":"n"}"""
            val ordered = full.replace("\"b\":1,\"a\":2", "\"a\":2,\"b\":1")
            text(type, read<Payment.Extras>(type, full)) shouldBe ordered
            read<Payment.Extras>(type, """{"kinds":[],"marks":{}}""") shouldBe
                Payment.Extras(Optional.empty(), null, setOf(), mapOf())
        }

        test("times keep their time zone") {
            for (time in
                listOf<Any>(
                    OffsetDateTime.parse("2026-01-01T10:00:00+02:00"),
                    ZonedDateTime.parse("2026-01-01T10:00:00+01:00[Europe/Berlin]"),
                )) {
                val type =
                    if (time is OffsetDateTime) typeOf<OffsetDateTime>()
                    else typeOf<ZonedDateTime>()
                read<Any>(type, text(type, time)) shouldBe time
            }
        }

        test("types without a serializer, and Optional itself, are refused") {
            for (type in
                listOf(
                    typeOf<Thread>(),
                    typeOf<Any>(),
                    typeOf<List<Thread>>(),
                    typeOf<Payment.Unmade>(),
                    typeOf<java.util.Optional<String>>(),
                )) {
                shouldThrow<IllegalArgumentException> { ResultType.of<Any>(type) }
                    .message
                    .orEmpty() shouldStartWith "[LW108] $type: expected a type that"
            }
        }
    })
