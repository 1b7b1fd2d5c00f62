package dev.landlord.workflow

import java.math.BigDecimal
import java.math.BigInteger
import java.net.URI
import java.time.DateTimeException
import java.time.Duration
import java.time.Instant
import java.time.LocalDate
import java.time.LocalDateTime
import java.time.LocalTime
import java.time.MonthDay
import java.time.OffsetDateTime
import java.time.OffsetTime
import java.time.Period
import java.time.Year
import java.time.YearMonth
import java.time.ZoneId
import java.time.ZoneOffset
import java.time.ZonedDateTime
import java.util.UUID
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.PrimitiveSerialDescriptor
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonEncoder

// The classes of the JDK that are one value each. The processor knows the same (LW008).

/** The classes that are written as text, in ISO 8601 or by `toString`, and their readers. */
private val TEXTS: Map<Class<*>, (String) -> Any> =
    mapOf(
        text(Duration::class.java, Duration::parse),
        text(Instant::class.java, Instant::parse),
        text(LocalDate::class.java, LocalDate::parse),
        text(LocalDateTime::class.java, LocalDateTime::parse),
        text(LocalTime::class.java, LocalTime::parse),
        text(MonthDay::class.java, MonthDay::parse),
        text(OffsetDateTime::class.java, OffsetDateTime::parse),
        text(OffsetTime::class.java, OffsetTime::parse),
        text(Period::class.java, Period::parse),
        text(Year::class.java, Year::parse),
        text(YearMonth::class.java, YearMonth::parse),
        text(ZonedDateTime::class.java, ZonedDateTime::parse),
        text(ZoneId::class.java, ZoneId::of),
        text(ZoneOffset::class.java, ZoneOffset::of),
        text(UUID::class.java, ::uuid),
        text(URI::class.java, URI::create),
    )

private fun text(type: Class<*>, parse: (String) -> Any) = type to parse

private fun uuid(text: String): UUID {
    require(text.length == "00000000-0000-0000-0000-000000000000".length)
    return UUID.fromString(text)
}

internal fun isJdkValue(type: Class<*>): Boolean = isText(type) || type in NUMBERS

internal fun isText(type: Class<*>): Boolean = type in TEXTS

/** The serializer of a value of the JDK; `null` if [type] is not one. */
internal fun valueSerializer(type: Class<*>): JavaSerializer<*>? {
    val parse = TEXTS[type]
    @Suppress("UNCHECKED_CAST")
    return if (parse == null) NUMBERS[type] else TextSerializer(type as Class<Any>, parse)
}

private class TextSerializer<T : Any>(
    private val type: Class<T>,
    private val parse: (String) -> T,
) : JavaSerializer<T> {
    override val descriptor = PrimitiveSerialDescriptor(type.name, PrimitiveKind.STRING)
    private val writer by lazy { JACKSON.writerFor(type) }

    override fun serialize(encoder: Encoder, value: T): Unit =
        encoder.encodeString(JACKSON.readTree(writer.writeValueAsString(value)).textValue())

    override fun deserialize(decoder: Decoder): T {
        val text = decoder.decodeString()
        return try {
            parse(text)
        } catch (_: DateTimeException) {
            throw problem(decoder)
        } catch (_: IllegalArgumentException) {
            throw problem(decoder)
        }
    }

    private fun problem(decoder: Decoder) =
        JsonProblem(
            "Expected ${type.simpleName}",
            "${(decoder as? StrictDecoder)?.path ?: JsonPath.ROOT}",
        )
}

/** Numbers of any length. */
private val NUMBERS: Map<Class<*>, JavaSerializer<*>> =
    mapOf(
        BigDecimal::class.java to
            NumberSerializer(BigDecimal::class.java, isInteger = false) { BigDecimal(it) },
        BigInteger::class.java to
            NumberSerializer(BigInteger::class.java, isInteger = true) { BigInteger(it) },
    )

private class NumberSerializer<N : Number>(
    private val type: Class<N>,
    private val isInteger: Boolean,
    private val parse: (String) -> N,
) : JavaSerializer<N> {
    override val descriptor = SerialDescriptor(type.name, JsonElement.serializer().descriptor)

    override fun serialize(encoder: Encoder, value: N): Unit =
        (encoder as JsonEncoder).encodeJsonElement(number("$value"))

    override fun deserialize(decoder: Decoder): N =
        StrictDecoder.of(decoder).number(type.simpleName, isInteger, parse)
}
