package dev.landlord.workflow.call

import dev.landlord.workflow.ANNOTATE
import dev.landlord.workflow.JSON
import dev.landlord.workflow.PayloadErrors
import dev.landlord.workflow.UnreadableResultException
import dev.landlord.workflow.engine.ServiceRequest
import dev.landlord.workflow.fail
import dev.restate.common.Request
import dev.restate.common.Slice
import dev.restate.common.Target
import dev.restate.serde.Serde
import dev.restate.serde.TypeTag
import dev.restate.serde.kotlinx.KotlinSerializationSerdeFactory
import kotlinx.serialization.SerializationException

/**
 * This request as JSON. A request without an idempotency key gets one that is derived from the run
 * and the number of the request, so that every replay sends the same key. A request that starts a
 * run of a workflow gets none, because the key of the run already makes it idempotent.
 */
internal fun <I> Request<I, *>.written(run: RequestingRun): ServiceRequest {
    val number = run.nextRequest()
    val payload =
        try {
            // Fails before the request is sent: afterwards the other service has carried it out.
            serde(responseTypeTag)
            serde(requestTypeTag).serialize(request)
        } catch (failure: SerializationException) {
            fail(PayloadErrors.unwritable("call($target)", requestTypeTag.name, failure))
        } catch (failure: StackOverflowError) {
            fail(PayloadErrors.unwritable("call($target)", requestTypeTag.name, failure))
        }
    val key = idempotencyKey ?: "${run.invocationId}/$number".takeUnless { target.isRun }
    // Sorted: Restate compares the order of the headers, which differs between processes.
    return ServiceRequest(target, payload, key, headers.orEmpty().toSortedMap())
}

/** Whether this is the `run` of a workflow, or of a virtual object: the two look the same. */
private val Target.isRun: Boolean
    get() = key != null && handler == "run"

/** @throws UnreadableResultException if [result] is not of the type that the request declares */
internal fun <O> TypeTag<O>.read(verb: String, target: String, result: Slice): O =
    try {
        serde().deserialize(result)
    } catch (failure: IllegalArgumentException) {
        throw UnreadableResultException(target, "$this", result, failure, "$verb($target)")
    }

private fun <T> TypeTag<T>.serde(): Serde<T> = SERDES.create(this)

/** @throws IllegalArgumentException if the type has no serializer, which is a bug of the body */
private fun <T> Request<*, *>.serde(type: TypeTag<T>): Serde<T> =
    try {
        type.serde()
    } catch (failure: SerializationException) {
        val found = "${failure.message?.lineSequence()?.first()?.removeSuffix(".")}"
        throw IllegalArgumentException(
            PayloadErrors.unserialisable("call($target)", type.name, found, ANNOTATE),
            failure,
        )
    }

/** The name of the type, which is the same in every process, unlike the text of a tag. */
private val TypeTag<*>.name: String
    get() =
        (this as? KotlinSerializationSerdeFactory.KtTypeTag<*>)?.kotlinType?.toString() ?: "JSON"

private val SERDES = KotlinSerializationSerdeFactory(JSON)
