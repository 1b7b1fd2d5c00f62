package dev.landlord.workflow.testing

import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.blocking.JavaJson
import dev.landlord.workflow.body.journaled
import dev.landlord.workflow.engine.ServiceRequest
import dev.landlord.workflow.java.ThrowingBiFunction
import dev.landlord.workflow.java.ThrowingFunction
import dev.landlord.workflow.testing.errors.TestErrors
import dev.landlord.workflow.testing.memory.MissingAnswer
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import dev.restate.serde.Serde
import dev.restate.serde.TypeRef
import dev.restate.serde.kotlinx.KotlinSerializationSerdeFactory
import dev.restate.serde.kotlinx.typeTag
import java.lang.reflect.Type
import java.util.Optional

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
    @JvmSynthetic
    public inline fun <reified I, reified O> answer(
        handler: String,
        noinline answer: AnswerContext.(I) -> O,
    ): Unit = answer(handler, SERDES.create(typeTag<I>()), SERDES.create(typeTag<O>()), answer)

    @PublishedApi
    @JvmSynthetic
    internal fun <I, O> answer(
        handler: String,
        input: Serde<I>,
        output: Serde<O>,
        answer: AnswerContext.(I) -> O,
    ): Unit = answer(handler, input::deserialize, output::serialize, answer)

    /**
     * Declares the answer of a handler in Java: `answer("Payments/charge", Integer.class,
     * Receipt.class, amount -> new Receipt(amount))`.
     *
     * @param handler service and handler, without a key
     * @param input the type of the input; `Void` for none
     * @param output the type of the result; `Void` for none
     * @param answer receives the input, and returns the result or throws a terminal failure
     * @throws IllegalArgumentException if [handler] has another form, LW155
     */
    public fun <I, O> answer(
        handler: String,
        input: Class<I>,
        output: Class<O>,
        answer: ThrowingFunction<I, O>,
    ): Unit = answerInJava<I, O>(handler, input, output) { answer.apply(it) }

    /** Declares the answer of a handler in Java that needs the key or the idempotency key. */
    public fun <I, O> answer(
        handler: String,
        input: Class<I>,
        output: Class<O>,
        answer: ThrowingBiFunction<AnswerContext, I, O>,
    ): Unit = answerInJava<I, O>(handler, input, output) { answer.apply(this, it) }

    /** Declares the answer of a handler in Java with generic types. */
    public fun <I, O> answer(
        handler: String,
        input: TypeRef<I>,
        output: TypeRef<O>,
        answer: ThrowingBiFunction<AnswerContext, I, O>,
    ): Unit = answerInJava<I, O>(handler, input.type, output.type) { answer.apply(this, it) }

    private fun <I, O> answerInJava(
        handler: String,
        input: Type,
        output: Type,
        answer: AnswerContext.(I) -> O,
    ) {
        val reader = JavaJson<I>("answer", input)
        val writer = JavaJson<O>("answer", output)
        answer(handler, reader::read, writer::write, answer)
    }

    private fun <I, O> answer(
        handler: String,
        read: (Slice) -> I,
        write: (O) -> Slice,
        answer: AnswerContext.(I) -> O,
    ) {
        require(handler.matches(HANDLER)) { TestErrors.answerOf(handler) }
        handlers[handler] = {
            val context = AnswerContext(it.target.key, it.idempotencyKey)
            val input =
                try {
                    read(it.payload)
                } catch (misfit: IllegalArgumentException) {
                    throw MissingAnswer(TestErrors.misfit(handler, misfit), misfit)
                }
            write(context.answer(input))
        }
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
    @get:JvmSynthetic public val key: String?,
    /** The idempotency key, equal for a repeated request; `null` for the run of a workflow. */
    @get:JvmSynthetic public val idempotencyKey: String?,
) {
    /** [key] for Java. */
    public fun getKey(): Optional<String> = Optional.ofNullable(key)

    /** [idempotencyKey] for Java. */
    public fun getIdempotencyKey(): Optional<String> = Optional.ofNullable(idempotencyKey)
}
