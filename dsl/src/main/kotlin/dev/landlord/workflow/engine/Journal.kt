package dev.landlord.workflow.engine

import dev.restate.common.Slice
import dev.restate.common.Target
import java.time.InstantSource
import kotlin.time.Duration

/**
 * The port between the engine and what stores a run: Restate, or a journal in memory.
 *
 * Owns the entries of one run and the outcomes of what was started. The engine alone calls it, one
 * call at a time (E1). Does not own which branch waits for what ([WaitSet]).
 *
 * Every function may end the attempt: it then throws what is not a terminal failure (a suspension,
 * a closed stream, a failure that will be retried), which the engine passes on and no body sees.
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

    /** The name of the service that the run belongs to; `null` if it is not known. */
    public val service: String?

    /** Whether the next operation is answered by the journal rather than carried out. */
    public val isReplaying: Boolean

    /** The clock that `now()` reads. */
    public val clock: InstantSource
        get() = InstantSource.system()

    /**
     * Starts a Run: writes its command, and runs [block] when the engine waits for it, unless the
     * journal has its outcome. A [block] that throws is attempted again as [retry] says, then the
     * Run fails terminally with the text of what it threw.
     *
     * A retry of one block never interrupts another that is running (G3).
     */
    public suspend fun run(name: String, retry: Retry, block: suspend () -> Slice): Handle

    /** Starts a Sleep; its outcome is empty. */
    public suspend fun sleep(duration: Duration): Handle

    /** Writes state of the run. It is durable before any outcome that is awaited later. */
    public suspend fun set(key: String, value: Slice)

    /** The durable promise of that [key] of this run; its outcome is its value. */
    public suspend fun promise(key: String): Handle

    /**
     * Completes the durable promise of that [key]. The outcome is empty; it is a terminal failure
     * if the promise was completed before.
     */
    public suspend fun completePromise(key: String, value: Slice): Handle

    /**
     * A new awakeable. Writes nothing. Any caller can compute its id and resolve it with any value.
     */
    public suspend fun awakeable(): AwakeableHandle

    /**
     * Whether [target] is the run itself, which would wait for its own end; as far as the journal
     * knows the name of its service.
     */
    public fun isOwn(target: Target): Boolean

    /** Calls another service. A cancellation of the run reaches the callee without the engine. */
    public suspend fun call(request: ServiceRequest): CallHandle

    /**
     * Sends a request to another service; the outcome is the id of the invocation, which a
     * cancellation of the run does not reach.
     */
    public suspend fun send(request: ServiceRequest, after: Duration): Handle

    /** The result of an invocation that was sent. */
    public suspend fun attach(invocationId: String): Handle

    /** Cancels an invocation; durable as [set] is. */
    public suspend fun cancel(invocationId: String)

    /** Lets [block] use what is beneath the journal, if there is anything. */
    public suspend fun <T> native(block: suspend (Any) -> T): T

    /**
     * Suspends until one of [waiting] has settled and returns it; which one comes from the journal
     * (E3). Of several it is the one that was awaited first. Returns `null` if the run was
     * cancelled instead: then nothing in [waiting] is lost, and it can be awaited again.
     */
    public suspend fun next(waiting: WaitSet): Handle?
}

/** A request to another service. */
@InternalEngineApi
public class ServiceRequest(
    public val target: Target,
    public val payload: Slice,
    public val idempotencyKey: String?,
    public val headers: Map<String, String>,
)
