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

/** Prevents the use of a workflow's verbs in the blocks of its steps. */
@DslMarker
@Target(AnnotationTarget.CLASS)
@Retention(AnnotationRetention.BINARY)
internal annotation class WorkflowDsl

/**
 * The receiver of a workflow's body. Most verbs are extension functions: [step], [compensate],
 * [sleep], [now], [uuid], [parallel].
 *
 * A scope belongs to one branch of one run. Suspension is restricted: a body can call the verbs and
 * other suspending extension functions of [WorkflowScope] only. A `delay` or a suspending HTTP
 * client outside a step does not compile.
 */
@RestrictsSuspension
@WorkflowDsl
public abstract class WorkflowScope internal constructor() {
    /** The key of this run, unique among the runs of its service. */
    public abstract val workflowId: String

    /**
     * Random numbers that are the same on every replay. The generator is seeded from the id of the
     * invocation; nothing is journaled. As with [uuid], a later run with the same key draws the
     * same numbers. They can be predicted, so do not use them as secrets.
     */
    public abstract val random: Random

    /** A log that writes nothing during a replay; nothing is journaled. */
    public abstract val log: WorkflowLog

    /**
     * Sets the value that the handler of this query returns from now on: `progress.publish(value)`.
     * Journal: one entry of state.
     *
     * @throws dev.restate.sdk.common.TerminalException if [value] cannot be written as JSON and
     *   read again, or is larger than the `maxResultSize` of the workflow
     */
    public suspend fun <T> Query<T>.publish(value: T) {
        perform(SetState(key, type.written("$this", value, maxResultSize)))
    }

    /**
     * Sets the value of this state: `count.set(3)`. Journal: one entry of state.
     *
     * @throws dev.restate.sdk.common.TerminalException if [value] cannot be written as JSON and
     *   read again, or is larger than the `maxResultSize` of the workflow
     */
    public suspend fun <T> State<T>.set(value: T) {
        perform(SetState(name, type.written("$this", value, maxResultSize)))
        states[name] = value
    }

    /**
     * Returns the value that this run has set; `null` if it has set none. Journal: nothing, because
     * only the body sets the value.
     */
    @Suppress("UNCHECKED_CAST") public fun <T> State<T>.get(): T? = states[name] as T?

    /**
     * Waits until a caller has resolved the awakeable, and returns its value; a second call returns
     * at once. Suspends. Journal: nothing in addition to the entry of the value.
     *
     * @throws dev.restate.sdk.common.TerminalException if a caller rejected the awakeable; with
     *   code 400 if the value is not the JSON of a [T]
     * @throws IllegalStateException if another branch waits for the awakeable at the same time
     */
    public suspend fun <T> Awakeable<T>.await(): T = awaited(this@WorkflowScope)

    /**
     * Waits until the body or a caller has completed the promise, and returns its value. Suspends.
     * Journal: one promise.
     *
     * @throws IllegalStateException if the promise is declared in another class
     */
    public suspend fun <T> Promise<T>.await(): T = awaitPromise(this)

    /**
     * Completes the promise with [value]; returns `false` if it already had a value. Suspends.
     * Journal: one completion of a promise.
     */
    public suspend fun <T> Promise<T>.complete(value: T): Boolean = completePromise(this, value)

    /**
     * Waits for the result of the invocation, and returns it. Suspends. Journal: one Attach, and
     * the result. If this branch is stopped, the invocation goes on.
     *
     * @throws dev.restate.sdk.common.TerminalException the failure of the invocation, as in [call]
     */
    public suspend fun <O> Invocation<O>.attach(): O = attachInvocation(this)

    /**
     * Cancels the invocation, and does not wait for its end. Does nothing if the invocation has
     * ended. Journal: one command.
     */
    public suspend fun Invocation<*>.cancel(): Unit = cancelInvocation(this)

    // The port between the verbs and the branch that runs the body.

    /** Suspends until the engine has carried out [primitive]. */
    internal abstract suspend fun <T> perform(primitive: Primitive<T>): T

    /** Performs one Run of [block]; [origin] is the block of the user, if [block] wraps it. */
    @PublishedApi
    internal abstract suspend fun <T> runStep(
        name: String,
        retry: RetryPolicy?,
        timeout: Duration?,
        type: ResultType<T>,
        origin: Any? = null,
        block: suspend StepScope.() -> T,
    ): T

    /** Performs one Run of a [block] that belongs to a verb and not to the user. */
    internal abstract suspend fun <T> runOwn(
        name: String,
        type: ResultType<T>,
        block: (StepScope) -> T,
    ): T

    /** Registers a block as an undo action. */
    internal abstract fun register(
        name: String,
        retry: RetryPolicy?,
        timeout: Duration?,
        block: suspend StepScope.() -> Unit,
    )

    /** Registers a body as an undo action. */
    internal abstract fun registerBody(name: String, code: suspend WorkflowScope.() -> Unit)

    /** Returns [code] as the body of a branch. */
    internal abstract fun body(code: suspend WorkflowScope.() -> Any?): Body

    internal abstract suspend fun <T> decide(
        request: DecisionRequest<T>,
        notify: (suspend StepScope.(PendingApproval) -> Unit)?,
    ): Decision<T>

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

    /** The longest `timeout` of a step or undo action of the workflow. */
    @PublishedApi internal abstract val maxAttemptDuration: Duration

    /** The maximum size of a value in the journal, in bytes of JSON. */
    internal abstract val maxResultSize: Int

    /** The values of each [State] that the run has set. */
    internal abstract val states: MutableMap<String, Any?>

    /** Whether this branch has to end; its next primitive throws the reason. */
    internal abstract val isStopped: Boolean

    internal abstract fun nextUuid(): UUID
}

/** The receiver of the block of a [step] or [compensate]. */
@WorkflowDsl
public class StepScope
internal constructor(
    /** The key of the run. */
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
