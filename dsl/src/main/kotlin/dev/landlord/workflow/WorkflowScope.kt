package dev.landlord.workflow

import dev.landlord.workflow.engine.Body
import dev.landlord.workflow.engine.Primitive
import dev.landlord.workflow.engine.SetState
import dev.restate.common.Request
import java.time.InstantSource
import java.util.UUID
import kotlin.coroutines.RestrictsSuspension
import kotlin.random.Random
import kotlin.reflect.KType
import kotlin.time.Duration

/** Keeps the verbs of a workflow out of the blocks of its steps. */
@DslMarker
@Target(AnnotationTarget.CLASS)
@Retention(AnnotationRetention.BINARY)
internal annotation class WorkflowDsl

/**
 * What a workflow's body can do. The verbs are extension functions in files of their own names:
 * [step], [compensate], [sleep], [now], [uuid], [parallel].
 *
 * The scope belongs to one branch of one run. Suspension is restricted: a body can suspend through
 * these verbs and through functions that extend [WorkflowScope], and through nothing else, so a
 * `delay` or a network call outside a step does not compile.
 */
@RestrictsSuspension
@WorkflowDsl
public abstract class WorkflowScope internal constructor() {
    /** The key this run was started with, unique among the runs of its service. */
    public abstract val workflowId: String

    /**
     * Random numbers that are the same on every replay: seeded from the invocation's id, nothing is
     * journaled. As with [uuid], a later run of the same key draws the same ones, and they can be
     * predicted, so they are no secrets.
     */
    public abstract val random: Random

    /** A log that is silent while the journal is replayed; nothing is journaled. */
    public abstract val log: WorkflowLog

    /**
     * Sets what the handler of this query answers from now on: `progress.publish(value)`. Journal:
     * one entry of state.
     *
     * @throws dev.restate.sdk.common.TerminalException if [value] cannot be written as JSON and
     *   read again, or is larger than the `maxResultSize` of the workflow
     */
    public suspend fun <T> Query<T>.publish(value: T) {
        perform(SetState(key, type.written("$this", value, maxResultSize)))
    }

    /**
     * Sets it: `count.set(3)`. Journal: one entry of state.
     *
     * @throws dev.restate.sdk.common.TerminalException if [value] cannot be written as JSON and
     *   read again, or is larger than the `maxResultSize` of the workflow
     */
    public suspend fun <T> State<T>.set(value: T) {
        perform(SetState(name, type.written("$this", value, maxResultSize)))
        states[name] = value
    }

    /**
     * What this run has set it to; `null` if it has not. Journal: nothing, because nobody else sets
     * it.
     */
    @Suppress("UNCHECKED_CAST") public fun <T> State<T>.get(): T? = states[name] as T?

    /**
     * Waits until somebody has resolved it; the second time at once. Suspends. Journal: nothing of
     * its own.
     *
     * @throws dev.restate.sdk.common.TerminalException if it was rejected; with code 400 if it was
     *   resolved with something else than the JSON of a [T]
     * @throws IllegalStateException if another branch waits for it at the same time
     */
    public suspend fun <T> Awakeable<T>.await(): T = awaited(this@WorkflowScope)

    /**
     * Waits until it has a value, set by whomever. Suspends. Journal: one promise.
     *
     * @throws IllegalStateException if it is declared in another class
     */
    public suspend fun <T> Promise<T>.await(): T = awaitPromise(this)

    /**
     * Sets it, unless it has a value; returns whether this did. Journal: one completion of a
     * promise.
     */
    public suspend fun <T> Promise<T>.complete(value: T): Boolean = completePromise(this, value)

    /**
     * Waits for the result of what was sent. Suspends. Journal: one Attach, and the result. If this
     * branch is told to end, what was sent goes on.
     *
     * @throws dev.restate.sdk.common.TerminalException what it failed with, as of [call]
     */
    public suspend fun <O> Invocation<O>.attach(): O = attachInvocation(this)

    /**
     * Cancels what was sent, and does not wait for its end. Journal: one command. Does nothing if
     * it has ended.
     */
    public suspend fun Invocation<*>.cancel(): Unit = cancelInvocation(this)

    // What the verbs need of the branch that runs the body: a port, so that the verbs do not know
    // how a branch runs.

    /** Suspends until the engine has carried out [primitive]. */
    internal abstract suspend fun <T> perform(primitive: Primitive<T>): T

    /** One Run of a user's [block]; [origin] is what the user wrote, if that is not [block]. */
    @PublishedApi
    internal abstract suspend fun <T> runStep(
        name: String,
        retry: RetryPolicy?,
        timeout: Duration?,
        type: ResultType<T>,
        origin: Any? = null,
        block: suspend StepScope.() -> T,
    ): T

    /** One Run that a verb needs for itself, and whose [block] cannot fail by its user. */
    internal abstract suspend fun <T> runOwn(
        name: String,
        type: ResultType<T>,
        block: (StepScope) -> T,
    ): T

    /** Registers an undo action: a block. */
    internal abstract fun register(
        name: String,
        retry: RetryPolicy?,
        timeout: Duration?,
        block: suspend StepScope.() -> Unit,
    )

    /** Registers an undo action: a body. */
    internal abstract fun registerBody(name: String, code: suspend WorkflowScope.() -> Unit)

    /** [code] as the body of a branch. */
    internal abstract fun body(code: suspend WorkflowScope.() -> Any?): Body

    internal abstract suspend fun <T> decide(request: DecisionRequest<T>): Decision<T>

    internal abstract suspend fun <T> receive(signal: Signal<T>): T

    internal abstract suspend fun <T> awaitPromise(promise: Promise<T>): T

    internal abstract suspend fun <T> completePromise(promise: Promise<T>, value: T): Boolean

    @PublishedApi internal abstract suspend fun <T> newAwakeable(type: ResultType<T>): Awakeable<T>

    internal abstract suspend fun <O> callRequest(request: Request<*, O>): O

    internal abstract suspend fun <O> sendRequest(
        request: Request<*, O>,
        after: Duration,
    ): Invocation<O>

    internal abstract suspend fun <O> attachInvocation(invocation: Invocation<O>): O

    internal abstract suspend fun cancelInvocation(invocation: Invocation<*>)

    /** Starts the next run of this workflow. */
    internal abstract suspend fun startNext(
        key: String,
        input: Any?,
        type: KType,
        after: Duration,
    )

    /** What the workflow allows a `timeout` to be. */
    @PublishedApi internal abstract val maxAttemptDuration: Duration

    /** What the workflow allows a value in the journal to be, in bytes. */
    internal abstract val maxResultSize: Int

    /** What the run has set each [State] to. */
    internal abstract val states: MutableMap<String, Any?>

    /** Whether this branch has to end; its next primitive throws the reason. */
    internal abstract val isStopped: Boolean

    internal abstract fun nextUuid(): UUID
}

/** What the block of a [step] or of a [compensate] sees of the run it belongs to. */
@WorkflowDsl
public class StepScope
internal constructor(
    /** The key the run was started with; the same on every attempt. */
    public val workflowId: String,
    internal val clock: InstantSource,
)

@PublishedApi
internal fun WorkflowScope.requireTimeout(
    verb: String,
    name: String,
    timeout: Duration?,
): Duration? {
    require(timeout == null || timeout.isPositive() && timeout <= maxAttemptDuration) {
        VerbErrors.timeout(verb, name, checkNotNull(timeout), maxAttemptDuration)
    }
    return timeout
}
