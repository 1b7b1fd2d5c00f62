package dev.landlord.workflow.testing.memory

import dev.landlord.workflow.carrier.HeldMonitors
import dev.landlord.workflow.testing.errors.UnwindingErrors
import java.lang.management.LockInfo
import java.lang.management.ManagementFactory
import java.util.concurrent.ConcurrentHashMap

/**
 * Checks that the body, on whose thread this is called, holds no monitor and no lock while it calls
 * a verb. Other runs may need it while this one waits, and a body on a continuation that is dropped
 * would never release it.
 *
 * For locks, the JVM searches the whole heap: 45 ms for 150 MB. So they are looked for once for
 * each stack of calls that leads to a verb. Monitors are looked for every time.
 *
 * @throws AssertionError if it holds one, LW185
 */
internal fun requireNoLocks() {
    HeldMonitors.first().ifPresent { monitor ->
        val frame = monitor.lockedStackFrame
        val line = frame?.let { "${it.fileName}:${it.lineNumber}" }.orEmpty()
        throw AssertionError(UnwindingErrors.holdsLock(monitor.className, line))
    }
    if (!CHECKED.add(Thread.currentThread().stackTrace.asList())) return
    val lock = heldLock() ?: return
    throw AssertionError(UnwindingErrors.holdsLock(lock.className, ""))
}

/** The stacks for which locks were looked for. */
private val CHECKED = ConcurrentHashMap.newKeySet<List<StackTraceElement>>()

private fun heldLock(): LockInfo? =
    ManagementFactory.getThreadMXBean()
        .takeIf { it.isSynchronizerUsageSupported }
        ?.getThreadInfo(
            longArrayOf(@Suppress("DEPRECATION") Thread.currentThread().id),
            false,
            true,
        )
        // The JVM does not show virtual threads.
        ?.first()
        ?.lockedSynchronizers
        ?.firstOrNull { it.className != POOL }

/** The thread of the body is in a pool, which locks a thread while it works. */
private const val POOL = "java.util.concurrent.ThreadPoolExecutor\$Worker"
