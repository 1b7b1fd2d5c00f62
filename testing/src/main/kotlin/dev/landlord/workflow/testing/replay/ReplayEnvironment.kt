package dev.landlord.workflow.testing.replay

import java.util.Locale
import java.util.TimeZone
import java.util.concurrent.Callable
import java.util.concurrent.ExecutionException
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors

/**
 * A thread, a locale and a time zone for a replay, whose result must not depend on them. The locale
 * and the time zone belong to the whole process, so only one replay at a time changes them; its end
 * restores them.
 */
internal class ReplayEnvironment private constructor(locale: String, zone: String, number: Int) {
    private val locale: Locale = Locale.forLanguageTag(locale)
    private val zone: TimeZone = TimeZone.getTimeZone(zone)
    private val name = "landlord-replay-$number"

    private var thread: ExecutorService = newThread()

    private fun newThread() = Executors.newSingleThreadExecutor {
        Thread(it, name).apply { isDaemon = true }
    }

    /**
     * Runs [block] in this environment. Blocks the caller until [block] has returned.
     *
     * @throws InterruptedException if the caller is interrupted; then [block] is interrupted too
     */
    fun <T> execute(block: () -> T): T =
        synchronized(ReplayEnvironment) {
            val categories = Locale.Category.entries.associateWith { Locale.getDefault(it) }
            val default = Locale.getDefault()
            val defaultZone = TimeZone.getDefault()
            Locale.setDefault(locale)
            TimeZone.setDefault(zone)
            try {
                thread.submit(Callable(block)).get()
            } catch (failure: ExecutionException) {
                throw failure.cause ?: failure
            } catch (interrupted: InterruptedException) {
                // The block may never return, so the next block gets a new thread.
                thread.shutdownNow()
                thread = newThread()
                throw interrupted
            } finally {
                Locale.setDefault(default)
                categories.forEach { (category, value) -> Locale.setDefault(category, value) }
                TimeZone.setDefault(defaultZone)
            }
        }

    override fun toString() =
        "on thread $name, locale ${locale.toLanguageTag()}, time zone ${zone.id}"

    companion object {
        /**
         * Environments with different digits, letters and separators. The time zones of the first
         * two never have the same date.
         */
        val all: List<ReplayEnvironment> by lazy {
            listOf(
                ReplayEnvironment("ar-EG-u-nu-arab", "Etc/GMT+12", 1),
                ReplayEnvironment("tr-TR", "Pacific/Kiritimati", 2),
                ReplayEnvironment("de-DE", "Asia/Kathmandu", 3),
            )
        }
    }
}

/**
 * Blocks until the clock has left the unit of time that contains [then].
 *
 * @param then milliseconds since the epoch
 * @param unit in milliseconds
 */
internal fun awaitTick(then: Long, unit: Long) {
    while (System.currentTimeMillis() / unit == then / unit) {
        if (unit > 1) Thread.sleep(1) else Thread.onSpinWait()
    }
}
