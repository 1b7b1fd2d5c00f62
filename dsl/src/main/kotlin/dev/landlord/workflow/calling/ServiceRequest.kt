package dev.landlord.workflow.calling

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
 * This request as JSON. It gets an idempotency key if it has none, derived from the run and the
 * number of the request, so the same on every replay. A request that starts a run of a workflow has
 * none, because the key of the run is one.
 */
internal fun <I> Request<I, *>.written(run: CallingRun): ServiceRequest {
    val number = run.nextRequest()
    val payload =
        try {
            // Before the request is sent: the other service would have carried it out.
            serde(responseTypeTag)
            serde(requestTypeTag).serialize(request)
        } catch (failure: SerializationException) {
            fail(PayloadErrors.unwritable("call($target)", requestTypeTag.name, failure))
        } catch (failure: StackOverflowError) {
            fail(PayloadErrors.unwritable("call($target)", requestTypeTag.name, failure))
        }
    val key = idempotencyKey ?: "${run.invocationId}/$number".takeUnless { target.isRun }
    // Restate compares their order, which is not the same in every process.
    return ServiceRequest(target, payload, key, headers.orEmpty().toSortedMap())
}

/**
 * Whether it is the `run` of something with a key, which a request does not tell from an object.
 */
private val Target.isRun: Boolean
    get() = key != null && handler == "run"

/** @throws UnreadableResultException if [result] is not of the type that the request says */
internal fun <O> TypeTag<O>.read(verb: String, target: String, result: Slice): O =
    try {
        serde().deserialize(result)
    } catch (failure: IllegalArgumentException) {
        throw UnreadableResultException(target, "$this", result, failure, "$verb($target)")
    }

private fun <T> TypeTag<T>.serde(): Serde<T> = SERDES.create(this)

/** @throws IllegalArgumentException if there is no serializer, which is a bug of the body */
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

/** The same in every process, unlike the text of a tag. */
private val TypeTag<*>.name: String
    get() =
        (this as? KotlinSerializationSerdeFactory.KtTypeTag<*>)?.kotlinType?.toString() ?: "JSON"

private val SERDES = KotlinSerializationSerdeFactory(JSON)
