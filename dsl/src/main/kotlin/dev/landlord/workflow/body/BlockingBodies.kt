package dev.landlord.workflow.body

import dev.landlord.workflow.ScopeErrors
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.carrier.BodyUnwound
import dev.landlord.workflow.carrier.Carrier
import dev.landlord.workflow.carrier.Carriers
import dev.landlord.workflow.carrier.HeldMonitors
import dev.landlord.workflow.engine.Interceptor
import java.time.Duration
import java.util.concurrent.locks.LockSupport

/**
 * The bodies of one attempt that block, each on a carrier of its own. Knows which of them runs:
 * their code uses one object for all branches, and each verb goes to the branch that calls it.
 */
internal class BlockingBodies(
    private val carriers: Carriers,
    private val heldMonitors: HeldMonitors? = null,
    private val interceptor: Interceptor? = null,
) {
    /** The carriers that hold a thread; `null` if there are none. */
    private var toClose: ArrayList<Carrier>? = null
    private var current: BlockingScope? = null
    private var isReplaying = false

    /** The thread of the body that runs; `null` between two turns. */
    @Volatile private var thread: Thread? = null

    @Volatile private var isClosed = false
    private var refused = 0
    private var waits = 0

    /** Whether [close] may have to wait for the code of a body. */
    val areOnThreads: Boolean
        get() = toClose.orEmpty().any { it.thread() != null }

    fun newCarrier(): Carrier {
        val carrier = carriers.create()
        if (carrier.isThread) {
            val all = toClose ?: ArrayList<Carrier>(1).also { toClose = it }
            all += carrier
        }
        return carrier
    }

    /**
     * [scope] begins a turn, on the stack of its body.
     *
     * @param isReplaying whether the journal was replaying when the turn began; it does not change
     *   during a turn
     */
    fun enter(scope: BlockingScope, isReplaying: Boolean) {
        current = scope
        this.isReplaying = isReplaying
        thread = Thread.currentThread()
    }

    /** The turn of the body that ran has ended. */
    fun leave() {
        thread = null
    }

    /**
     * The scope of the body that calls [verb], with the [argument] that messages name.
     *
     * @throws IllegalStateException if no body of the run calls it
     * @throws BodyUnwound if the attempt is over
     */
    fun caller(verb: String, argument: Any? = null): BlockingScope {
        if (isClosed && toClose.orEmpty().any { it.thread() === Thread.currentThread() }) {
            interceptor?.refuses(call(verb, argument))
            // Code that swallows the error and calls a verb in a loop would never end.
            while (++refused > MAX_REFUSED) LockSupport.park(this)
            throw BodyUnwound()
        }
        check(!isClosed && thread === Thread.currentThread()) {
            ScopeErrors.outsideBody(call(verb, argument))
        }
        return checkNotNull(current)
    }

    /**
     * The body that runs is about to wait.
     *
     * @throws IllegalStateException if it holds a monitor
     */
    fun requireNoMonitor() {
        heldMonitors?.requireNone(waits++)
    }

    /**
     * Whether a log of the run writes nothing now: while a body is replayed, or unwound. Other
     * threads, such as that of a step's block, are never replayed.
     */
    fun isQuiet(): Boolean = isClosed || thread === Thread.currentThread() && isReplaying

    private fun call(verb: String, argument: Any?) =
        if (argument is String) "$verb(\"$argument\")" else "$verb(${argument ?: ""})"

    /** A body has ended with [result]. */
    fun ended(result: Result<Any?>) {
        if (isClosed) interceptor?.unwound(result)
    }

    /**
     * Frees the stacks of the bodies when the attempt is over. Their `finally` blocks may run; this
     * waits for them [atMost] so long in total.
     */
    fun close(atMost: Duration = Carrier.MAX_UNWINDING) {
        isClosed = true
        val carriers = toClose ?: return
        // One after the other: their code may share objects.
        val deadline = System.nanoTime() + atMost.toNanos()
        carriers.forEach { it.close(deadline) }
    }

    private companion object {
        /** After so many verbs when the attempt is over, a body is left parked for ever. */
        const val MAX_REFUSED = 1_000
    }
}

/** A new body of a branch, or of the run itself. */
internal fun RunContext.newBody(
    code: suspend WorkflowScope.() -> Any?,
    bodies: BlockingBodies?,
): BodyScope = if (bodies == null) BodyScope(this, code) else BlockingScope(this, code, bodies)
