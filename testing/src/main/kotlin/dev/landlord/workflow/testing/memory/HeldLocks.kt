package dev.landlord.workflow.testing.memory

import dev.landlord.workflow.testing.errors.UnwindingErrors
import java.lang.management.LockInfo
import java.lang.management.ManagementFactory
import java.lang.management.ThreadInfo
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
    val isNew = CHECKED.add(Thread.currentThread().stackTrace.asList())
    val held = heldByThisThread(withLocks = isNew) ?: return
    val (lock, at) = firstLock(held) ?: return
    throw AssertionError(UnwindingErrors.holdsLock(lock.className, at))
}

/** The stacks for which locks were looked for. */
private val CHECKED = ConcurrentHashMap.newKeySet<List<StackTraceElement>>()

private fun heldByThisThread(withLocks: Boolean): ThreadInfo? =
    ManagementFactory.getThreadMXBean()
        .takeIf { it.isObjectMonitorUsageSupported && it.isSynchronizerUsageSupported }
        ?.getThreadInfo(
            longArrayOf(@Suppress("DEPRECATION") Thread.currentThread().id),
            true,
            withLocks,
        )
        ?.first()

/** The first lock of the thread, and the place where it was taken if that is known. */
private fun firstLock(thread: ThreadInfo): Pair<LockInfo, String>? =
    thread.lockedMonitors.firstOrNull()?.let { monitor ->
        val frame = monitor.lockedStackFrame
        monitor to frame?.let { "${it.fileName}:${it.lineNumber}" }.orEmpty()
    } ?: thread.lockedSynchronizers.firstOrNull { it.className != POOL }?.let { it to "" }

/** The thread of the body is in a pool, which locks a thread while it works. */
private const val POOL = "java.util.concurrent.ThreadPoolExecutor\$Worker"
