package dev.landlord.workflow.testing

import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.body.journaled
import dev.landlord.workflow.engine.ServiceRequest
import dev.landlord.workflow.testing.errors.TestErrors
import dev.landlord.workflow.testing.memory.MissingAnswer
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import dev.restate.serde.Serde
import dev.restate.serde.kotlinx.KotlinSerializationSerdeFactory
import dev.restate.serde.kotlinx.typeTag

/** The answers of other services to a workflow that runs in memory. */
public class ServiceAnswers internal constructor() {
    private val handlers = HashMap<String, (ServiceRequest) -> Slice>()

    /**
     * Declares [answer] as the answer of a handler of another service, for all keys. Replaces an
     * earlier declaration. [answer] receives the input, and returns the result or fails with
     * `fail(…)`. If it only fails, state the types: `answer<String, String>("Payments/charge") {
     * fail("no money") }`.
     *
     * @param handler service and handler, without a key: `"Payments/charge"`
     * @throws IllegalArgumentException if [handler] has another form, LW155
     */
    public inline fun <reified I, reified O> answer(
        handler: String,
        noinline answer: AnswerContext.(I) -> O,
    ): Unit = answer(handler, SERDES.create(typeTag<I>()), SERDES.create(typeTag<O>()), answer)

    @PublishedApi
    internal fun <I, O> answer(
        handler: String,
        input: Serde<I>,
        output: Serde<O>,
        answer: AnswerContext.(I) -> O,
    ) {
        require(handler.matches(HANDLER)) { TestErrors.answerOf(handler) }
        handlers[handler] = {
            val context = AnswerContext(it.target.key, it.idempotencyKey)
            output.serialize(context.answer(input.read(handler, it.payload)))
        }
    }

    private fun <I> Serde<I>.read(handler: String, payload: Slice): I =
        try {
            deserialize(payload)
        } catch (misfit: IllegalArgumentException) {
            throw MissingAnswer(TestErrors.misfit(handler, misfit), misfit)
        }

    /**
     * Returns the answer to [request]; `null` if none is declared. Throws an exception of the
     * answer that is not a terminal failure.
     */
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

/** The receiver of an `answer` block: the properties of the request besides the input. */
public class AnswerContext
internal constructor(
    /** The key of the virtual object or workflow; `null` for a service without keys. */
    public val key: String?,
    /** The idempotency key, equal for a repeated request; `null` for the run of a workflow. */
    public val idempotencyKey: String?,
)
