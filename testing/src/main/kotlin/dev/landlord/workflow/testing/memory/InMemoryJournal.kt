@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.testing.memory

import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.engine.Caller
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.engine.Pending
import dev.landlord.workflow.engine.pauseAfter
import dev.landlord.workflow.testing.journal.Command
import dev.landlord.workflow.testing.journal.Completion
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import java.time.InstantSource
import kotlin.time.Duration
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/**
 * The [dev.landlord.workflow.engine.Journal] of one attempt of an [InMemoryRun]: replays what the
 * run has, then writes on. Carries out one block at a time, in the order that the [World] wants.
 */
internal class InMemoryJournal(private val run: InMemoryRun<*>, private val world: World) :
    ReplayJournal(run.journal, run.journal.size, sameInstance = true, isTraced = run.isTraced) {

    override val clock: InstantSource = InstantSource { run.clock.toJavaInstant() }

    override val isReplaying: Boolean
        get() = given < recorded.commands.size

    override suspend fun run(
        name: String,
        retry: RetryPolicy,
        caller: Caller,
        block: suspend () -> Slice,
    ): Pending {
        val index = give(Command.Kind.RUN, name, retry, null, caller)
        return Operation(index, due = null) { carryOut(index, retry, block) }
    }

    override suspend fun sleep(duration: Duration, caller: Caller): Pending {
        val index = give(Command.Kind.SLEEP, "", null, duration, caller)
        val due = run.timers.getOrPut(index) { run.clock + duration }
        return Operation(index, due) { Completion(index, Slice.EMPTY) }
    }

    override fun beyond(command: Command, caller: Caller) {
        world.asked(command)
        recorded.add(if (isTraced) command.traced(caller) else command)
        world.written(run)
    }

    override fun known(): Int = recorded.completions.size

    override suspend fun more(pending: List<Pending>) {
        val waiting = pending.map { it as Operation }
        run.waitsFor = waiting.map { it.command }
        val chosen = world.next(run, waiting) ?: throw AttemptEnded.Suspended
        chosen.due?.let { run.clock = maxOf(run.clock, it) }
        val completion = chosen.carryOut()
        // A cancellation may have come while the block ran.
        recorded.add(completion)
        world.written(run)
    }

    private suspend fun carryOut(
        index: Int,
        retry: RetryPolicy,
        block: suspend () -> Slice,
    ): Completion {
        val command = recorded.commands[index]
        return try {
            world.failure(command)?.let { throw it }
            val result = block()
            world.settled(run, command)
            Completion(index, value = result)
        } catch (failure: TerminalException) {
            Completion(index, failure = failure)
        } catch (failure: AttemptEnded) {
            throw failure
        } catch (failure: Throwable) {
            tryAgain(index, retry)
            Completion(index, failure = TerminalException(failure.toString()))
        }
    }

    /** Returns if the policy allows no further attempt. A retry waits in virtual time. */
    private fun tryAgain(index: Int, retry: RetryPolicy) {
        val failures = run.failures.getOrPut(index) { Failures(since = run.clock) }
        failures.count++
        val maxAttempts = retry.maxAttempts
        val maxDuration = retry.maxDuration
        if (maxAttempts != null && failures.count >= maxAttempts) return
        if (maxDuration != null && run.clock - failures.since >= maxDuration) return
        run.clock += retry.pauseAfter(failures.count)
        throw AttemptEnded.Crashed
    }

    /** What the run waits for: a timer if it is [due] at some time, else a block. */
    inner class Operation(
        index: Int,
        val due: Instant?,
        val carryOut: suspend () -> Completion,
    ) : Replayed(index) {
        val command: Command
            get() = recorded.commands[index]
    }
}

/** How often a block has failed. */
internal class Failures(val since: Instant) {
    var count = 0
}
