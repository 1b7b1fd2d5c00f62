package dev.landlord.workflow.testing

import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.body.journaled
import dev.landlord.workflow.engine.ServiceRequest
import dev.landlord.workflow.testing.memory.NoAnswer
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import dev.restate.serde.Serde
import dev.restate.serde.kotlinx.KotlinSerializationSerdeFactory
import dev.restate.serde.kotlinx.typeTag

/** What other services answer to a workflow that runs in memory. */
public class Answers internal constructor() {
    private val handlers = HashMap<String, (ServiceRequest) -> Slice>()

    /**
     * From now on [answer] is what the given handler does, whatever its key: it gets the input and
     * returns the result, or fails as a handler does, with `fail(…)`; one that only fails needs its
     * types, `answer<String, String>("Payments/charge") { fail("broke") }`.
     *
     * @param handler service and handler: `"Payments/charge"`
     */
    public inline fun <reified I, reified O> answer(
        handler: String,
        noinline answer: Answering.(I) -> O,
    ): Unit = answer(handler, SERDES.create(typeTag<I>()), SERDES.create(typeTag<O>()), answer)

    @PublishedApi
    internal fun <I, O> answer(
        handler: String,
        input: Serde<I>,
        output: Serde<O>,
        answer: Answering.(I) -> O,
    ) {
        require(handler.matches(HANDLER)) { TestErrors.answerOf(handler) }
        handlers[handler] = {
            val answering = Answering(it.target.key, it.idempotencyKey)
            output.serialize(answering.answer(input.read(handler, it.payload)))
        }
    }

    private fun <I> Serde<I>.read(handler: String, payload: Slice): I =
        try {
            deserialize(payload)
        } catch (misfit: IllegalArgumentException) {
            throw NoAnswer(TestErrors.misfit(handler, misfit), misfit)
        }

    /** `null`: nobody answers. What is no terminal failure throws. */
    internal fun answer(request: ServiceRequest): Result<Slice>? {
        val target = request.target
        val handler = handlers["${target.service}/${target.handler}"] ?: return null
        return try {
            Result.success(handler(request))
        } catch (failure: BusinessFailure) {
            Result.failure(TerminalException(failure.code, failure.journaled()))
        } catch (failure: TerminalException) {
            Result.failure(failure)
        }
    }

    @PublishedApi
    internal companion object {
        @PublishedApi
        internal val SERDES: KotlinSerializationSerdeFactory = KotlinSerializationSerdeFactory()
        private val HANDLER = Regex("[^/]+/[^/]+")
    }
}

/** What a handler that answers a workflow in memory was called with. */
public class Answering
internal constructor(
    /** `null` for a service without keys. */
    public val key: String?,
    /** What Restate tells repetitions by; `null` for the run of a workflow. */
    public val idempotencyKey: String?,
)
