package dev.landlord.workflow.restate

import dev.landlord.workflow.RetryPolicy
import dev.restate.sdk.common.TerminalException
import kotlin.time.Duration
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.ensureActive

/**
 * The blocks of one attempt that are running.
 *
 * A failure that is handed to the SDK ends the whole attempt, and Restate waits before the next,
 * holding nothing. That would tear the blocks of other branches; so while there are any, a failed
 * block waits here and is tried again here (G3).
 */
internal class BlocksInFlight {
    private var running = 0
    private var hasEnded = false

    /** @param given how long Restate waits after a failure that ends the attempt */
    suspend fun <T> run(
        failures: StepFailures,
        retry: RetryPolicy,
        given: Duration,
        log: AttemptLog,
        block: suspend () -> T,
    ): T {
        // The attempt has ended in the meantime; the SDK is about to cancel this coroutine.
        if (!enter()) awaitCancellation()
        while (true) {
            val pause = failures.nextPause(retry)
            try {
                val result = block()
                failures.forget()
                leave()
                return result
            } catch (failure: TerminalException) {
                failures.forget()
                leave()
                throw failure
            } catch (failure: Throwable) {
                currentCoroutineContext().ensureActive()
                if (failures.countAndCheck(retry)) {
                    log.gaveUp(failure)
                    failures.forget()
                    leave()
                    throw TerminalException(failure.toString())
                }
                failures.remember()
                // It may have failed here before, so that the pause has grown.
                delay(pause - given)
                if (endAttemptIfLast()) throw log.retriedByRestate(failure)
                log.retriedHere(failure, pause)
            }
            delay(given)
        }
    }

    @Synchronized
    private fun enter(): Boolean {
        if (hasEnded) return false
        running++
        return true
    }

    @Synchronized
    private fun leave() {
        running--
    }

    @Synchronized
    private fun endAttemptIfLast(): Boolean {
        if (running > 1) return false
        hasEnded = true
        return true
    }
}
