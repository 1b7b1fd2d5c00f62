package dev.landlord.workflow.restate

import dev.landlord.workflow.engine.Retry
import dev.restate.sdk.common.TerminalException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeSource
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.getAndUpdate
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.flow.updateAndGet
import kotlinx.coroutines.withTimeoutOrNull

/**
 * The blocks of one attempt that are in flight.
 *
 * A failure that is handed to the SDK ends the whole attempt, and Restate waits before the next,
 * holding nothing. That would interrupt the blocks of other branches. So while there are any, a
 * failed block pauses here and is retried here (G3).
 */
internal class BlocksInFlight {
    /** @property pausing the blocks in flight that wait for their next attempt */
    private data class State(val inFlight: Int, val pausing: Int, val hasEnded: Boolean)

    private val state = MutableStateFlow(State(0, 0, false))

    /**
     * Runs [block] until it has settled, or its failure ends the attempt, and calls [propose] once
     * with the outcome; not at all if the attempt has ended meanwhile. A block leaves after its
     * outcome is proposed: when the last one leaves, another may end the attempt, and an outcome
     * that comes later would be lost.
     *
     * @param given how long Restate waits after a failure that ends the attempt
     */
    suspend fun <T> run(
        failures: StepFailures,
        retry: Retry,
        given: Duration,
        log: AttemptLog,
        block: suspend () -> T,
        propose: (Result<T>) -> Unit,
    ) {
        val settled =
            try {
                settled(failures, retry, given, log, block)
            } catch (ending: Throwable) {
                currentCoroutineContext().ensureActive()
                return propose(Result.failure(ending))
            }
        currentCoroutineContext().ensureActive()
        failures.forget()
        propose(settled)
        leave()
    }

    /** The result of [block], or a failure for good. Throws a failure that ends the attempt. */
    private suspend fun <T> settled(
        failures: StepFailures,
        retry: Retry,
        given: Duration,
        log: AttemptLog,
        block: suspend () -> T,
    ): Result<T> {
        enter()
        while (true) {
            val pause = failures.nextPause(retry)
            try {
                return Result.success(block())
            } catch (failure: TerminalException) {
                return Result.failure(failure)
            } catch (failure: Throwable) {
                currentCoroutineContext().ensureActive()
                if (failures.countAndCheck(retry)) {
                    log.gaveUp(failure)
                    return Result.failure(TerminalException(failure.toString()))
                }
                failures.remember()
                // It may have failed here before, so that the pause has grown.
                delay(pause - given)
                if (endAttemptIfLast()) throw log.retriedByRestate(failure)
                log.retriedHere(failure, pause)
                if (!pausedHere(given)) throw log.retriedByRestate(failure)
            }
        }
    }

    private suspend fun enter() {
        val before = state.getAndUpdate {
            if (it.hasEnded) it else it.copy(inFlight = it.inFlight + 1)
        }
        if (before.hasEnded) awaitCancellationBySdk()
    }

    private fun leave() = state.update { it.copy(inFlight = it.inFlight - 1) }

    private fun endAttemptIfLast(): Boolean =
        state.updateAndGet { if (it.inFlight > 1) it else it.copy(hasEnded = true) }.inFlight <= 1

    /**
     * Waits for [pause] while other blocks run. Returns `false` if they end long before it is over,
     * so that all blocks in flight only pause: then this block ends the attempt, and Restate waits
     * for the whole pause again.
     */
    private suspend fun pausedHere(pause: Duration): Boolean {
        val end = TimeSource.Monotonic.markNow() + pause
        state.update { it.copy(pausing = it.pausing + 1) }
        // Not what the wait returns: its time limit may pass after this block has ended the
        // attempt.
        var hasEndedAttempt = false
        withTimeoutOrNull(pause - LONG_PAUSE) {
            state.first { now ->
                if (now.hasEnded) return@first true
                hasEndedAttempt = endIfAllPause(now)
                hasEndedAttempt
            }
        }
        if (hasEndedAttempt) return false
        delay(-end.elapsedNow())
        val after = state.updateAndGet { it.copy(pausing = it.pausing - 1) }
        if (after.hasEnded) awaitCancellationBySdk()
        return true
    }

    /** Ends the attempt if all blocks in flight pause; returns whether it did. */
    private fun endIfAllPause(now: State): Boolean =
        now.inFlight == now.pausing && state.compareAndSet(now, now.copy(hasEnded = true))

    /** The attempt has ended meanwhile, and the SDK is about to cancel this coroutine. */
    private suspend fun awaitCancellationBySdk(): Nothing = awaitCancellation()
}

/** A pause that is longer would hold one of the invocations that Restate runs at a time. */
private val LONG_PAUSE = 10.seconds
