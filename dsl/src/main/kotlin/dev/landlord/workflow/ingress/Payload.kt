package dev.landlord.workflow.ingress

import dev.landlord.workflow.ApprovalStatus
import dev.landlord.workflow.DecisionInput
import dev.landlord.workflow.GeneratedCodeApi
import dev.landlord.workflow.PayloadErrors
import dev.landlord.workflow.ResultType
import dev.landlord.workflow.WorkflowStatus
import dev.landlord.workflow.errors.ErrorMessage
import dev.landlord.workflow.javaType
import dev.landlord.workflow.resultType
import dev.restate.common.Slice
import dev.restate.serde.TypeRef
import kotlin.reflect.typeOf
import kotlin.time.Duration
import kotlin.time.Instant
import kotlin.time.toJavaDuration
import kotlin.time.toJavaInstant
import kotlin.time.toKotlinDuration
import kotlin.time.toKotlinInstant
import kotlinx.serialization.serializer

/** Writes and reads the JSON of a value as the service does. For generated clients only. */
@GeneratedCodeApi
public abstract class Payload<T> internal constructor() {
    /**
     * The JSON of [value]; empty if the handler takes no value.
     *
     * @throws IllegalArgumentException if the service could not read the JSON; the message names
     *   the field and the reason
     */
    public abstract fun write(value: T): ByteArray

    /** @throws IllegalArgumentException if [json] is not of this type */
    public abstract fun read(json: ByteArray): T
}

private class Json<T>(private val type: ResultType<T>) : Payload<T>() {
    override fun write(value: T): ByteArray {
        // Java code may pass `null` for a type that has none.
        require(value != null || type.isNullable) { PayloadErrors.missingValue(type.name) }
        try {
            val json = type.write(value)
            type.readFromCaller(json)
            return json.toByteArray()
        } catch (problem: IllegalArgumentException) {
            if (ErrorMessage.hasId(problem.message.orEmpty())) throw problem
            throw IllegalArgumentException(
                PayloadErrors.unreadableValue(type.name, problem),
                problem,
            )
        }
    }

    override fun read(json: ByteArray): T = type.read(Slice.wrap(json))
}

/** The payload of a type that has another class in Java than in Kotlin. */
private class AsJava<T, J>(
    private val payload: Payload<T>,
    private val toJava: (T) -> J,
    private val toKotlin: (J) -> T,
) : Payload<J>() {
    override fun write(value: J) = payload.write(toKotlin(value))

    override fun read(json: ByteArray) = toJava(payload.read(json))
}

/** The payload of a handler that takes or returns no value. */
private object Nothing : Payload<Void?>() {
    override fun write(value: Void?) = ByteArray(0)

    override fun read(json: ByteArray): Void? {
        require(json.isEmpty()) { "expected nothing" }
        return null
    }
}

/** The payloads that all clients need. */
@GeneratedCodeApi
public object Payloads {
    @JvmField public val NOTHING: Payload<Void?> = Nothing
    @JvmField public val STATUS: Payload<WorkflowStatus> = payload()
    @JvmField public val DECISION: Payload<DecisionInput> = payload()
    @JvmField public val DECIDED: Payload<ApprovalStatus> = payload()

    /** The payload of a type that Java names. */
    @JvmStatic
    public fun <T> of(type: TypeRef<T>): Payload<T> = payload(javaType("a client", type.type))
}

/** The payload of a type. */
@GeneratedCodeApi
public inline fun <reified T> payload(): Payload<T> =
    payload(resultType("a client", null, { typeOf<T>() }) { serializer<T>() })

@PublishedApi internal fun <T> payload(type: ResultType<T>): Payload<T> = Json(type)

/** The same payload with the duration of `java.time`. */
@GeneratedCodeApi
@JvmName("javaDuration")
public fun Payload<Duration>.asJava(): Payload<java.time.Duration> =
    AsJava(this, { it.toJavaDuration() }, { it.toKotlinDuration() })

/** The same payload with the instant of `java.time`. */
@GeneratedCodeApi
@JvmName("javaInstant")
public fun Payload<Instant>.asJava(): Payload<java.time.Instant> =
    AsJava(this, { it.toJavaInstant() }, { it.toKotlinInstant() })
