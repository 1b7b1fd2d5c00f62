package dev.landlord.workflow.codegen.model

/** Classes of the JDK that hold one value, written as text. */
private val JDK_TEXTS =
    listOf("Duration", "Instant", "LocalDate", "LocalDateTime", "LocalTime", "MonthDay")
        .plus(listOf("OffsetDateTime", "OffsetTime", "Period", "Year", "YearMonth"))
        .plus(listOf("ZoneId", "ZoneOffset", "ZonedDateTime"))
        .map { "java.time.$it" }
        .plus(listOf("java.util.UUID", "java.net.URI"))
        .toSet()

/** Whether the class of the JDK is written as text. */
public fun isJdkText(name: String): Boolean = name in JDK_TEXTS

/** Whether the class of the JDK holds one value that can be written and read. */
public fun isJdkValue(name: String): Boolean =
    name in JDK_TEXTS || name == "java.math.BigDecimal" || name == "java.math.BigInteger"

/** Whether the class belongs to the JDK. */
public fun isOfJdk(name: String): Boolean = name.startsWith("java.") || name.startsWith("javax.")

/** A type that cannot be written as a payload, as the source has [written] it. */
public fun unreadableType(written: String, remedy: String): TypeModel =
    TypeModel(
        "",
        listOf("Any"),
        emptyList(),
        isNullable = false,
        unserialisable = listOf(Unserialisable(written, remedy)),
    )
