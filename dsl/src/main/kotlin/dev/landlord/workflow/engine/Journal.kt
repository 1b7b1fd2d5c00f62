package dev.landlord.workflow.engine

import dev.landlord.workflow.RetryPolicy
import dev.restate.common.Slice
import dev.restate.common.Target
import java.time.InstantSource
import kotlin.time.Duration

/**
 * What the engine needs of a durable execution: the port between it and Restate, or a journal in
 * memory.
 *
 * Owned by one run; called by the engine alone, one call at a time (E1). Any function may end the
 * attempt by throwing what is not a terminal failure (a suspension, a closed stream, a failure that
 * will be retried); the engine passes it through and the body never sees it.
 */
@InternalEngineApi
public interface Journal {
    /** The key the run was started with. */
    public val workflowId: String

    /**
     * The invocation's id, the same on every replay. It is derived from service and key, so another
     * run of the same key, after retention or a purge, has the same.
     */
    public val invocationId: String

    /** The name of the service that the run is of; `null` if it is not known. */
    public val service: String?

    /** Whether the next operation is answered by the journal rather than carried out. */
    public val isReplaying: Boolean

    /** Whether callers keep the stack on which they ask; for tests. */
    public val isTraced: Boolean
        get() = false

    /** What `now()` reads. */
    public val clock: InstantSource
        get() = InstantSource.system()

    /**
     * Begins a Run: writes its command, and runs [block] once somebody waits for it, unless the
     * journal has its outcome. A [block] that throws is tried again as [retry] says, then the Run
     * fails terminally with the text of what it threw.
     *
     * A retry of one block never tears another that is running (G3).
     */
    public suspend fun run(
        name: String,
        retry: RetryPolicy,
        caller: Caller,
        block: suspend () -> Slice,
    ): Pending

    /** Begins a Sleep; its result is empty. */
    public suspend fun sleep(duration: Duration, caller: Caller): Pending

    /**
     * Writes state of the run, which is read from outside. Nobody waits for it; it is durable
     * before any outcome that is waited for later.
     */
    public suspend fun set(key: String, value: Slice, caller: Caller)

    /** The durable promise of that [key] of this run; its result is what it was completed with. */
    public suspend fun promise(key: String, caller: Caller): Pending

    /**
     * Completes the durable promise of that [key]. The result is empty; it fails terminally if the
     * promise was completed before.
     */
    public suspend fun completePromise(key: String, value: Slice, caller: Caller): Pending

    /**
     * A new awakeable. Nothing is written; whoever knows its id, which can be computed, may resolve
     * it with anything.
     */
    public suspend fun awakeable(): Awakeable

    /**
     * Whether [target] is the run itself, for which a run that calls it would wait for ever; as far
     * as the journal knows the name of its service.
     */
    public fun isOwn(target: Target): Boolean

    /** Calls another service. A cancellation of the run reaches the callee by itself. */
    public suspend fun call(request: ServiceRequest, caller: Caller): Call

    /**
     * Sends to another service; the result is the id of the invocation, which a cancellation of the
     * run does not reach.
     */
    public suspend fun send(request: ServiceRequest, after: Duration, caller: Caller): Pending

    /** The result of an invocation that was sent. */
    public suspend fun attach(invocationId: String, caller: Caller): Pending

    /** Cancels an invocation. Nobody waits for it; see [set]. */
    public suspend fun cancel(invocationId: String, caller: Caller)

    /** Lets [block] use what is beneath the journal, if there is something. */
    public suspend fun <T> native(block: suspend (Any) -> T): T

    /**
     * Suspends until one of [waiting] has its outcome and returns it; which one it is comes from
     * the journal (E3). Of several that have ended it is the one that was waited for first. Returns
     * `null` if the run was cancelled instead: then nothing in [waiting] is lost, and it can be
     * waited for again.
     */
    public suspend fun next(waiting: Waiting): Pending?
}

/** An operation that has begun and whose outcome the journal has or will have. */
@InternalEngineApi
public interface Pending {
    /**
     * The outcome, after [Journal.next] has returned this one.
     *
     * @throws dev.restate.sdk.common.TerminalException if the operation failed for good
     */
    public suspend fun result(): Slice
}

/** What is resolved from outside by its [id]. */
@InternalEngineApi public class Awakeable(public val id: String, public val pending: Pending)

/** What was called: the [id] of its invocation as text, and its [result]. */
@InternalEngineApi public class Call(public val id: Pending, public val result: Pending)
