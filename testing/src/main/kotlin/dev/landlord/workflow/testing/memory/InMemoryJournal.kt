package dev.landlord.workflow.testing.memory

import dev.landlord.workflow.engine.CallHandle
import dev.landlord.workflow.engine.Handle
import dev.landlord.workflow.engine.Retry
import dev.landlord.workflow.engine.ServiceRequest
import dev.landlord.workflow.engine.WaitSet
import dev.landlord.workflow.minus
import dev.landlord.workflow.plus
import dev.landlord.workflow.testing.TestErrors
import dev.landlord.workflow.testing.journal.CallSite
import dev.landlord.workflow.testing.journal.Command
import dev.landlord.workflow.testing.journal.Completion
import dev.landlord.workflow.testing.journal.Source
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import java.net.HttpURLConnection.HTTP_CONFLICT
import java.time.Instant
import java.time.InstantSource
import kotlin.time.Duration

/**
 * The [dev.landlord.workflow.engine.Journal] of one attempt of an [InMemoryRun]: replays what the
 * run has, then writes on. Carries out one block at a time, in the order that the [Simulation]
 * wants.
 */
internal class InMemoryJournal(
    private val run: InMemoryRun<*>,
    private val simulation: Simulation,
) : ReplayJournal(run.journal, run.journal.size, sameInstance = true, isTraced = run.isTraced) {

    override val clock: InstantSource = InstantSource { run.clock }

    override val isReplaying: Boolean
        get() = run.isQuiet || given < recorded.commands.size

    override suspend fun run(
        name: String,
        retry: Retry,
        block: suspend () -> Slice,
    ): Handle {
        val site = site
        val index = give(Command.run(name, retry, site))
        return Operation(index, run.failures[index]?.retryAt, isRetry = true) {
            carryOut(index, retry, site, block)
        }
    }

    override suspend fun sleep(duration: Duration): Handle {
        val index = give(Command.sleep(duration, site.isOwn))
        val due = run.timers.getOrPut(index) { run.clock + duration }
        return Operation(index, due, isRetry = false) { Completion(index, Slice.EMPTY) }
    }

    override suspend fun promise(key: String): Handle {
        val index = give(Command.promise(key))
        if (isOpen(index)) run.promises[key]?.let { settle(Completion(index, it)) }
        return Asked(index)
    }

    override suspend fun completePromise(key: String, value: Slice): Handle {
        val index = give(Command.complete(key, value))
        if (isOpen(index)) {
            val isFirst = run.completePromise(key, value)
            val completed = TerminalException(HTTP_CONFLICT, "promise was already completed")
            settle(
                if (isFirst) Completion(index, Slice.EMPTY)
                else Completion(index, failure = completed)
            )
        }
        return Asked(index)
    }

    override suspend fun call(request: ServiceRequest): CallHandle {
        val index = give(Command.call(request))
        val id = started(index)
        val result = Operation(index, at = null, isRetry = false) { answered(index, request) }
        return CallHandle(id, result)
    }

    override suspend fun send(
        request: ServiceRequest,
        after: Duration,
    ): Handle {
        val index = give(Command.send(request, after))
        run.services.send(index, request, due = run.clock + after)
        return started(index)
    }

    override suspend fun attach(invocationId: String): Handle {
        val index = give(Command.attach(invocationId))
        val due = run.services.due(invocationId)?.takeIf { it > run.clock }
        return Operation(index, due, isRetry = false) {
            run.services.attached(invocationId).completion(index)
        }
    }

    override suspend fun cancel(invocationId: String) {
        super.cancel(invocationId)
        run.services.cancel(invocationId)
    }

    /** Restate returns the id at once. */
    private fun started(command: Int): Handle {
        val id = Source.Invocation(command)
        val pending = Replayed(id)
        if (!recorded.hasEnded(id)) {
            settle(Completion(id, Slice.wrap(CalledServices.invocationId(command))))
        }
        return pending
    }

    private fun answered(command: Int, request: ServiceRequest): Completion {
        val completion = run.services.call(command, request).completion(command)
        simulation.settled(run, recorded.commands[command])
        return completion
    }

    private fun isOpen(command: Int) = !recorded.hasEnded(Source.Command(command))

    private fun settle(completion: Completion) {
        recorded.add(completion)
        simulation.written(run)
    }

    /** After a crash too, when the body has created its objects anew. */
    override fun asked(command: Command) = command.captured.keep(recorded.firsts)

    override fun beyond(command: Command) {
        check(recorded.size < MAX_ENTRIES) { TestErrors.tooLong(MAX_ENTRIES, command) }
        simulation.asked(command)
        recorded.add(if (isTraced) command.traced(site) else command)
        simulation.written(run)
    }

    override fun known(): Int = recorded.completions.size

    override suspend fun more(waiting: WaitSet) {
        run.waiting = waiting
        run.services.deliver(run.clock)
        val before = known()
        val chosen = simulation.next(run, waiting.asSequence().filterIsInstance<Operation>())
        // Somebody outside may have done something meanwhile.
        if (known() > before) return
        if (chosen == null) throw AttemptEnded.Suspended
        chosen.at?.let { run.clock = maxOf(run.clock, it) }
        val completion = chosen.carryOut()
        // A cancellation may have come while the block ran.
        settle(completion)
    }

    private suspend fun carryOut(
        index: Int,
        retry: Retry,
        site: CallSite,
        block: suspend () -> Slice,
    ): Completion {
        val command = recorded.commands[index]
        val injected = simulation.failure(command)
        return try {
            if (injected != null) throw injected
            val result = block()
            simulation.settled(run, command)
            Completion(index, value = result)
        } catch (failure: TerminalException) {
            Completion(index, failure = failure)
        } catch (failure: AttemptEnded) {
            throw failure
        } catch (failure: Throwable) {
            // What a block throws the engine has judged already.
            val isFinal =
                injected != null && (site.isStopped || retry.isTerminal(failure.cause ?: failure))
            if (!isFinal) tryAgain(index, retry)
            Completion(index, failure = TerminalException(failure.toString()))
        }
    }

    /** Returns if the policy allows no further attempt. A retry waits in virtual time. */
    private fun tryAgain(index: Int, retry: Retry) {
        val failures = run.failures.getOrPut(index) { Failures(since = run.clock) }
        failures.count++
        val maxAttempts = retry.maxAttempts
        val maxDuration = retry.maxDuration
        if (maxAttempts != null && failures.count >= maxAttempts) return
        if (maxDuration != null && run.clock - failures.since >= maxDuration) return
        failures.retryAt = run.clock + retry.delayAfter(failures.count)
        throw AttemptEnded.Failed
    }

    /**
     * What the run waits for, and what ends without anybody outside: a block or a timer.
     *
     * @property at when it is due: a timer, or a block that has failed; `null` is a block that can
     *   run at once
     */
    inner class Operation(
        index: Int,
        val at: Instant?,
        isRetry: Boolean,
        val carryOut: suspend () -> Completion,
    ) : Asked(index) {
        val isRetry: Boolean = isRetry && at != null

        val command: Command
            get() = recorded.commands[index]

        /** Whether nothing is to be carried out any more: a call that was cancelled. */
        val isSettled: Boolean
            get() = run.services.hasAnswered(index)
    }

    private companion object {
        const val MAX_ENTRIES = 100_000
    }
}

/** How often a block has failed. */
internal class Failures(val since: Instant) {
    var count = 0
    var retryAt: Instant? = null
}
