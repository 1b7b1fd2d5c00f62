package dev.landlord.workflow

import com.fasterxml.jackson.core.exc.StreamConstraintsException
import dev.landlord.workflow.engine.MAX_DEPTH
import dev.landlord.workflow.errors.ErrorCode.LW107
import dev.landlord.workflow.errors.ErrorCode.LW108
import dev.landlord.workflow.errors.ErrorCode.LW110
import dev.landlord.workflow.errors.ErrorCode.LW111
import dev.landlord.workflow.errors.ErrorCode.LW114
import dev.landlord.workflow.errors.ErrorCode.LW135
import dev.landlord.workflow.errors.ErrorCode.LW160
import dev.landlord.workflow.errors.ErrorCode.LW172
import dev.landlord.workflow.errors.ErrorCode.LW173
import dev.landlord.workflow.errors.ErrorCode.LW174

/** The messages about values that cannot be written or read as JSON, or are too large. */
internal object PayloadErrors {
    fun unreadableResult(what: String, type: String, found: String, cause: Throwable): String =
        LW107.written(what)
            .expected("a result of the type $type in the journal")
            .found("${found.take(MAX_QUOTE)} (${cause.reason()})")
            .toDo(
                "another version of the workflow wrote this result: restore what was removed from the " +
                    "type, or give the new step a new name"
            )

    fun unserialisable(what: String, type: String, found: String, remedy: String): String =
        LW108.written(what)
            .expected(
                "a type that can be written as JSON and read back, because the journal keeps its values"
            )
            .found(if (type == found) type else "$type, with $found")
            .toDo(remedy)

    fun missingValue(type: String): String =
        LW160.written("null").expected("a value of the type ${shown(type)}").toDo("pass a value")

    fun unreadableValue(type: String, cause: Throwable): String =
        LW160.written("a value of the type ${shown(type)}")
            .expected("one that the service can read")
            .found("this problem: ${cause.reason()}")
            .toDo(
                "change the value; in Java, a component that may be null has an annotation @Nullable"
            )

    fun typeVariable(name: String): String =
        LW108.written("the type $name")
            .expected("a class, or a generic type with classes as its arguments")
            .found("a type variable")
            .toDo("name the class")

    fun rawType(name: String): String =
        LW108.written("the type $name")
            .expected("a type with its arguments, because the journal keeps its values as JSON")
            .found("none")
            .toDo("name them: new TypeRef<${name.substringAfterLast('.')}<…>>() {}")

    fun plainFailure(message: String, type: Class<*>): String {
        val isKotlin = type.isAnnotationPresent(Metadata::class.java)
        val expected =
            if (isKotlin) "a @Serializable class with values that can be written as JSON"
            else "a class that Jackson can write as JSON and read again"
        val found = if (isKotlin) "one that cannot be written" else "one that it cannot"
        val remedy =
            if (isKotlin) "annotate the class, or change its values"
            else
                "give its constructor @JsonCreator and @JsonProperty, or a constructor without parameters"
        val reason =
            LW110.written(type.name)
                .expected(expected)
                .found("$found, so that callers receive only this text")
                .toDo(remedy)
        return "$message ($reason)"
    }

    fun largeFailure(message: String, type: String, size: Int, limit: Int): String {
        val reason =
            LW110.written(type)
                .expected("at most $limit characters of values")
                .found("$size, so that callers receive only this text")
                .toDo("keep the data elsewhere")
        return "$message ($reason)"
    }

    fun silentFailure(type: String, cause: Throwable): String =
        LW110.written(type)
            .expected("a message")
            .found("that its property message threw $cause")
            .toDo("compute the message only from the values of the failure")

    fun resultSize(what: String, size: Int, limit: Int): String =
        LW111.written(what)
            .expected(
                "a value of at most $limit bytes, because each replay reads the whole journal"
            )
            .found("$size")
            .toDo(
                "keep the data elsewhere and return its address, or raise the maxResultSize of the workflow"
            )

    fun messageSize(what: String, size: Int, limit: Int): String =
        LW172.written(what)
            .expected("at most $limit bytes, which Restate accepts in one message")
            .found("$size")
            .toDo(KEEP_ELSEWHERE)

    /** About a value that a handler receives from a caller. */
    fun receivedSize(what: String, size: Int, limit: Int): String =
        LW172.written(what)
            .expected("a value of at most $limit bytes of JSON")
            .found("$size")
            .toDo(KEEP_ELSEWHERE)

    fun tooLong(what: String, length: Int, limit: Int): String =
        LW172.written(what)
            .expected("at most $limit characters")
            .found("$length")
            .toDo(KEEP_ELSEWHERE)

    fun missing(what: String, type: String): String =
        LW173.written(what)
            .expected("a value of the type ${shown(type)}")
            .found("null")
            .toDo("give a value; in Java, the type Void has none")

    fun unwritable(what: String, type: String, cause: Throwable): String =
        if (cause.isTooDeep) tooDeep(what, MAX_DEPTH)
        else
            LW173.written(what)
                .expected("a value that can be written as the JSON of ${shown(type)}")
                .found("one that cannot be written: ${cause.reason()}")
                .toDo("change the value, or the type")

    /** Jackson stops after 1,000 levels, other code when its stack is full. */
    private val Throwable.isTooDeep
        get() =
            generateSequence(this) { it.cause }
                .take(MAX_CAUSES)
                .any { it is StackOverflowError || it is StreamConstraintsException }

    fun unreadableBack(what: String, type: String, cause: Throwable): String =
        LW174.written(what)
            .expected(
                "a value that ${shown(type)} can read back, because a replay reads the journal"
            )
            .found("one that can be written and not read: ${cause.reason()}")
            .toDo("change the type so that it reads what it writes")

    fun tooDeep(what: String, limit: Int): String =
        LW174.written(what)
            .expected("at most $limit levels of nesting, which every reader of JSON accepts")
            .found("more, or a value that contains itself")
            .toDo("keep the data flat, for example as a list with references")

    fun unreadableCallback(type: String, found: String, cause: Throwable): String =
        LW135.written("await() of an awakeable")
            .expected("a value that is JSON of the type $type")
            .found("${found.take(MAX_QUOTE)} (${cause.reason()})")
            .toDo("create a new awakeable if the sender should try again: this one has its value")

    /** The caller knows the names of types, and not their packages. */
    fun unreadableRequest(type: String, cause: Throwable): String {
        val problem =
            cause.message
                .orEmpty()
                .lines()
                .filterNot {
                    it.isBlank() || it.startsWith("JSON input:") || it.startsWith("Use '")
                }
                .joinToString(" ") { it.trim() }
                .replace(SERIAL_NAME, "")
        return LW114.written("the request")
            .expected("JSON of the type $type")
            .found("this problem: $problem")
            .toDo("correct the request")
            .replace(PACKAGE, "")
    }

    /** The types of Kotlin's own packages have the same simple names in Java. */
    private fun shown(type: String) = type.replace("kotlin.collections.", "").replace("kotlin.", "")

    private fun Throwable.reason(): String =
        (message ?: javaClass.simpleName).lineSequence().first().take(MAX_REASON)
}

private const val KEEP_ELSEWHERE = "keep the data elsewhere and pass its address"

/** The longest quotation of a value, in characters. */
private const val MAX_QUOTE = 200

/** The longest reason in a message, in characters. */
private const val MAX_REASON = 300

private val SERIAL_NAME = Regex(" for type with serial name '[^']*'")
private val PACKAGE = Regex("""\b(?:[a-z][a-z0-9_]*\.)+(?=[A-Z])""")

private const val MAX_CAUSES = 10
