package dev.landlord.workflow.restate

import dev.landlord.workflow.EventLoopUse
import dev.landlord.workflow.ScopeErrors
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit.MILLISECONDS
import kotlin.concurrent.thread
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext
import kotlin.time.Duration.Companion.nanoseconds
import kotlinx.coroutines.ThreadContextElement
import org.apache.logging.log4j.LogManager

/**
 * The turns of one attempt on an event loop: from one verb of the body to the next. A body that
 * computes or blocks in a turn delays every other run on that event loop. So another thread looks
 * at each event loop again and again; if a turn takes longer than 100 ms, that is logged with the
 * line of the body, and the workflow runs elsewhere from then on.
 *
 * [stream] tells the event loop from the other threads on which code of the attempt may run.
 *
 * The first attempts of a workflow load its classes, and may take a second.
 */
internal class EventLoopTurns(
    private val workflow: String,
    private val use: EventLoopUse,
    private val stream: InvocationStream,
) : AbstractCoroutineContextElement(Key), ThreadContextElement<EventLoopTurns.Loop> {

    private var began = 0L

    /** Whether the turn in progress should end soon, so that others have theirs. */
    val isLong: Boolean
        get() = System.nanoTime() - began > LONG

    override fun updateThreadContext(context: CoroutineContext): Loop =
        LOOP.get().also {
            began = System.nanoTime()
            it.turns = this
            it.since = if (stream.isCurrent()) began else IDLE
        }

    override fun restoreThreadContext(context: CoroutineContext, oldState: Loop) {
        oldState.since = IDLE
    }

    /** The limit of a turn, in nanoseconds. */
    private val limit
        get() = if (use.attempts.get() <= WARM_UP) FIRST_LIMIT else LIMIT

    private fun report(loop: Loop, since: Long) {
        val taken = System.nanoTime() - since
        if (use.isSlow || taken < limit) return
        // Without code of the user on the stack, the machine is busy, or the library is slow.
        val line = loop.lineOfBody() ?: return
        // The turn may have ended meanwhile, so that the line is of another one.
        if (loop.since != since) return
        use.isSlow = true
        LOGGER.warn(ScopeErrors.slowTurn(workflow, taken.nanoseconds, line))
    }

    /** One thread that runs an event loop. */
    internal class Loop(private val thread: Thread) {
        /** The turns of the attempt that runs now, or ran last. */
        @Volatile var turns: EventLoopTurns? = null

        /** When the turn began, as [System.nanoTime] counts; [IDLE] if none is in progress. */
        @Volatile var since = IDLE

        val hasEnded
            get() = !thread.isAlive

        fun check() {
            val begun = since
            if (begun != IDLE) turns?.report(this, begun)
        }

        /**
         * The innermost call of the user's code, such as `Order.kt:12`; `null` if none is active.
         */
        fun lineOfBody(): String? {
            return thread.stackTrace.firstOrNull(::isOfUser)?.let {
                "${it.fileName}:${it.lineNumber}"
            }
        }
    }

    companion object Key : CoroutineContext.Key<EventLoopTurns> {
        private const val IDLE = Long.MIN_VALUE
        private const val WARM_UP = 10
        private val LONG = MILLISECONDS.toNanos(5)
        private val LIMIT = MILLISECONDS.toNanos(100)
        private val FIRST_LIMIT = MILLISECONDS.toNanos(1_000)
        private const val INTERVAL_MILLIS = 50L

        private val LIBRARIES =
            listOf("java.", "jdk.", "sun.", "kotlin.", "kotlinx.", "io.netty.", "io.vertx.")

        private fun isOfUser(call: StackTraceElement): Boolean =
            LIBRARIES.none { call.className.startsWith(it) } &&
                codeSource(call.className) != codeSource(EventLoopTurns::class.java.name)

        private fun codeSource(type: String) =
            try {
                Class.forName(type, false, EventLoopTurns::class.java.classLoader)
                    .protectionDomain
                    .codeSource
            } catch (_: ClassNotFoundException) {
                null
            }

        private val LOGGER = LogManager.getLogger("dev.landlord.workflow")
        private val LOOPS = CopyOnWriteArrayList<Loop>()

        private val LOOP = ThreadLocal.withInitial {
            Loop(Thread.currentThread()).also { LOOPS += it }
        }

        init {
            thread(isDaemon = true, name = "landlord-event-loop-check") {
                while (true) {
                    Thread.sleep(INTERVAL_MILLIS)
                    LOOPS.removeIf { it.hasEnded }
                    LOOPS.forEach { it.check() }
                }
            }
        }
    }
}
