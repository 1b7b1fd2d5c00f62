package dev.landlord.workflow.blocking

import dev.landlord.workflow.Approval
import dev.landlord.workflow.Awakeable
import dev.landlord.workflow.Decision
import dev.landlord.workflow.DecisionRequest
import dev.landlord.workflow.PendingApproval
import dev.landlord.workflow.Promise
import dev.landlord.workflow.Query
import dev.landlord.workflow.ResultType
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.Signal
import dev.landlord.workflow.State
import dev.landlord.workflow.WorkflowLog
import dev.landlord.workflow.ask
import dev.landlord.workflow.awaitApproval
import dev.landlord.workflow.awaitDecision
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.body.BlockingBodies
import dev.landlord.workflow.call
import dev.landlord.workflow.compensate
import dev.landlord.workflow.compensateWith
import dev.landlord.workflow.java.PollOptions
import dev.landlord.workflow.java.Reminders
import dev.landlord.workflow.java.StepOptions
import dev.landlord.workflow.java.ThrowingConsumer
import dev.landlord.workflow.java.ThrowingRunnable
import dev.landlord.workflow.java.Workflow
import dev.landlord.workflow.java.WorkflowLogger
import dev.landlord.workflow.javaResultType
import dev.landlord.workflow.javaType
import dev.landlord.workflow.kotlinType
import dev.landlord.workflow.now
import dev.landlord.workflow.pauses
import dev.landlord.workflow.remindEvery
import dev.landlord.workflow.requireName
import dev.landlord.workflow.requireTimeout
import dev.landlord.workflow.sleep
import dev.restate.serde.TypeRef
import java.lang.reflect.Type
import java.time.Duration
import java.time.Instant
import java.util.Optional
import java.util.Random
import java.util.UUID
import java.util.concurrent.Callable
import java.util.function.Supplier
import kotlin.reflect.KType
import kotlin.time.Duration as KotlinDuration
import kotlin.time.toKotlinDuration

/**
 * The verbs of one run for a body in Java. Each is the verb of Kotlin, run on the stack of the
 * branch that calls it; nothing is implemented twice.
 */
internal class BlockingWorkflow(
    bodies: BlockingBodies,
    private val workflowId: String,
    input: KType,
) : BlockingBranches(bodies, input), Workflow {
    override fun workflowId(): String = workflowId

    /** Created at the first use: a run that waits stays in memory. */
    private var random: BodyRandom? = null

    override fun random(): Random {
        caller("random")
        return random ?: BodyRandom { caller("random").random }.also { random = it }
    }

    override fun uuid(): UUID = caller("uuid").nextUuid()

    override fun now(): Instant = perform("now") { now() }

    override fun log(): WorkflowLogger = JavaLogger(caller("log").log)

    override fun sleep(duration: Duration) =
        perform("sleep", duration) { sleep(duration.toKotlinDuration()) }

    // Steps and undo actions.

    override fun step(name: String, block: ThrowingRunnable) =
        step(name, StepOptions.DEFAULT, block)

    override fun step(name: String, options: StepOptions, block: ThrowingRunnable): Unit =
        runStep(name, ResultType.Nothing, options, block) { block.run() }

    override fun <T> step(name: String, type: Class<T>, block: Callable<T>): T =
        step(name, type, StepOptions.DEFAULT, block)

    override fun <T> step(
        name: String,
        type: Class<T>,
        options: StepOptions,
        block: Callable<T>,
    ): T = runStep(name, resultType(name, type), options, block) { block.call() }

    override fun <T> step(name: String, type: TypeRef<T>, block: Callable<T>): T =
        step(name, type, StepOptions.DEFAULT, block)

    override fun <T> step(
        name: String,
        type: TypeRef<T>,
        options: StepOptions,
        block: Callable<T>,
    ): T = runStep(name, resultType(name, type.type), options, block) { block.call() }

    private fun <T> resultType(name: String, type: Type): ResultType<T> =
        javaResultType("step", name, type)

    private fun <T> runStep(
        name: String,
        type: ResultType<T>,
        options: StepOptions,
        origin: Any,
        block: () -> T,
    ): T =
        valueOf(
            perform("step", name) {
                val timeout = options.timeoutOrNull()
                runStep(
                    requireName("step", name),
                    options.retryOrNull(),
                    requireTimeout("step", name, timeout),
                    type,
                    origin,
                ) {
                    type.orUnit(block())
                }
            }
        )

    override fun compensate(name: String, block: ThrowingRunnable) =
        compensate(name, StepOptions.DEFAULT, block)

    override fun compensate(name: String, options: StepOptions, block: ThrowingRunnable) =
        perform("compensate", name) {
            compensate(name, options.retryOrNull(), options.timeoutOrNull()) { block.run() }
        }

    override fun compensateWith(name: String, body: ThrowingRunnable) =
        perform("compensateWith", name) { compensateWith(name) { body.run() } }

    // Approvals, signals and values.

    override fun <T> awaitApproval(approval: Approval<T>): T =
        valueOf(perform("awaitApproval", approval) { awaitApproval(approval) })

    override fun <T> awaitApproval(
        approval: Approval<T>,
        notify: ThrowingConsumer<PendingApproval>,
    ): T =
        valueOf(
            perform("awaitApproval", approval) { awaitApproval(approval) { notify.accept(it) } }
        )

    override fun <T> awaitApproval(request: DecisionRequest<T>): T =
        valueOf(perform("awaitApproval", request) { awaitApproval(request) })

    override fun <T> awaitApproval(
        request: DecisionRequest<T>,
        notify: ThrowingConsumer<PendingApproval>,
    ): T =
        valueOf(perform("awaitApproval", request) { awaitApproval(request) { notify.accept(it) } })

    override fun <T> awaitApproval(
        request: DecisionRequest<T>,
        notify: ThrowingConsumer<PendingApproval>,
        reminders: Reminders,
    ): T = awaitApproval(request.with(reminders), notify)

    override fun <T> awaitDecision(approval: Approval<T>): Decision<T> =
        perform("awaitDecision", approval) { awaitDecision(approval) }

    override fun <T> awaitDecision(
        approval: Approval<T>,
        notify: ThrowingConsumer<PendingApproval>,
    ): Decision<T> =
        perform("awaitDecision", approval) { awaitDecision(approval) { notify.accept(it) } }

    override fun <T> awaitDecision(request: DecisionRequest<T>): Decision<T> =
        perform("awaitDecision", request) { awaitDecision(request) }

    override fun <T> awaitDecision(
        request: DecisionRequest<T>,
        notify: ThrowingConsumer<PendingApproval>,
    ): Decision<T> =
        perform("awaitDecision", request) { awaitDecision(request) { notify.accept(it) } }

    override fun <T> awaitDecision(
        request: DecisionRequest<T>,
        notify: ThrowingConsumer<PendingApproval>,
        reminders: Reminders,
    ): Decision<T> = awaitDecision(request.with(reminders), notify)

    private fun <T> DecisionRequest<T>.with(reminders: Reminders) =
        with(
            remindEvery(reminders.every().toKotlinDuration()) {
                reminders.notification().accept(it)
            }
        )

    override fun <T> awaitSignal(signal: Signal<T>): T =
        valueOf(perform("awaitSignal", signal) { awaitSignal(signal) })

    override fun <T : Any> publish(query: Query<T>, value: T) =
        perform("publish", query) { query.publish(value) }

    override fun <T : Any> set(state: State<T>, value: T) =
        perform("set", state) { state.set(value) }

    override fun <T : Any> get(state: State<T>): Optional<T> =
        with(caller("get", state)) { Optional.ofNullable(state.get()) }

    override fun <T> await(promise: Promise<T>): T =
        valueOf(perform("await", promise) { promise.await() })

    override fun <T> complete(promise: Promise<T>, value: T): Boolean =
        perform("complete", promise) { promise.complete(promise.type.orUnit(value)) }

    override fun <T : Any> awakeable(type: Class<T>): Awakeable<T> = newAwakeable(type)

    override fun <T : Any> awakeable(type: TypeRef<T>): Awakeable<T> = newAwakeable(type.type)

    private fun <T> newAwakeable(type: Type): Awakeable<T> =
        perform("awakeable", type) { newAwakeable(javaType("awakeable", type)) }

    override fun <T : Any> await(awakeable: Awakeable<T>): T =
        valueOf(perform("await", awakeable.id) { awakeable.await() })

    override fun poll(name: String, options: PollOptions, block: Callable<Boolean>) {
        poll(name, Boolean::class.javaObjectType, options, block)
    }

    override fun <T : Any> poll(
        name: String,
        type: Class<T>,
        options: PollOptions,
        block: Callable<out T?>,
    ): T = pollFor(name, type, options, block)

    override fun <T : Any> poll(
        name: String,
        type: TypeRef<T>,
        options: PollOptions,
        block: Callable<out T?>,
    ): T = pollFor(name, type.type, options, block)

    private fun <T : Any> pollFor(
        name: String,
        type: Type,
        options: PollOptions,
        block: Callable<out T?>,
    ): T =
        perform("poll", name) {
            ask(
                requireName("poll", name),
                ResultType.of("poll(\"$name\")", kotlinType(type, isNullable = true)),
                pauses(
                    options.every().toKotlinDuration(),
                    options.within().toKotlinDuration(),
                    options.factor(),
                    options.atMost().map { it.toKotlinDuration() }.orElse(KotlinDuration.INFINITE),
                ),
            ) {
                block.call()
            }
        }
}

private fun StepOptions.retryOrNull(): RetryPolicy? = retry().orElse(null)

private fun StepOptions.timeoutOrNull(): KotlinDuration? =
    timeout().orElse(null)?.toKotlinDuration()

private class JavaLogger(private val log: WorkflowLog) : WorkflowLogger {
    override fun debug(message: String) = log.debug { message }

    override fun debug(message: Supplier<String>) = log.debug { message.get() }

    override fun info(message: String) = log.info { message }

    override fun info(message: Supplier<String>) = log.info { message.get() }

    override fun warn(message: String) = log.warn { message }

    override fun warn(message: Supplier<String>) = log.warn { message.get() }
}
