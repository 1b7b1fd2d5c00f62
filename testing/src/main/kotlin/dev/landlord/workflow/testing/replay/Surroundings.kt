package dev.landlord.workflow.testing.replay

import java.util.Locale
import java.util.TimeZone
import java.util.concurrent.Callable
import java.util.concurrent.ExecutionException
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors

/**
 * What a replay must not depend on: a thread, a locale and a time zone of its own. Locale and time
 * zone belong to the whole process, so one replay at a time has them changed, and they are put back
 * after it.
 */
internal class Surroundings private constructor(locale: String, zone: String, number: Int) {
    private val locale: Locale = Locale.forLanguageTag(locale)
    private val zone: TimeZone = TimeZone.getTimeZone(zone)
    private val name = "landlord-replay-$number"

    private var thread: ExecutorService = newThread()

    private fun newThread() = Executors.newSingleThreadExecutor {
        Thread(it, name).apply { isDaemon = true }
    }

    /**
     * Runs [block] in these surroundings; on its thread, while the caller waits.
     *
     * @throws InterruptedException if the caller is interrupted; then [block] is too
     */
    fun <T> inside(block: () -> T): T =
        synchronized(Surroundings) {
            val before = Locale.Category.entries.associateWith { Locale.getDefault(it) }
            val general = Locale.getDefault()
            val zoneBefore = TimeZone.getDefault()
            Locale.setDefault(locale)
            TimeZone.setDefault(zone)
            try {
                thread.submit(Callable(block)).get()
            } catch (failure: ExecutionException) {
                throw failure.cause ?: failure
            } catch (interrupted: InterruptedException) {
                // It may never come back; the next one gets another.
                thread.shutdownNow()
                thread = newThread()
                throw interrupted
            } finally {
                Locale.setDefault(general)
                before.forEach { (category, was) -> Locale.setDefault(category, was) }
                TimeZone.setDefault(zoneBefore)
            }
        }

    override fun toString() =
        "on thread $name, locale ${locale.toLanguageTag()}, time zone ${zone.id}"

    companion object {
        /** Other digits, other letters, other separators; the first two are never on one date. */
        val all: List<Surroundings> by lazy {
            listOf(
                Surroundings("ar-EG-u-nu-arab", "Etc/GMT+12", 1),
                Surroundings("tr-TR", "Pacific/Kiritimati", 2),
                Surroundings("de-DE", "Asia/Kathmandu", 3),
            )
        }
    }
}

/** Returns when the clock shows another millisecond than [then], or another second. */
internal fun awaitTick(then: Long, unit: Long) {
    while (System.currentTimeMillis() / unit == then / unit) {
        if (unit > 1) Thread.sleep(1) else Thread.onSpinWait()
    }
}
