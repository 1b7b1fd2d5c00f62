package dev.landlord.workflow.testing.memory

import dev.landlord.workflow.engine.CallHandle
import dev.landlord.workflow.engine.Handle
import dev.landlord.workflow.engine.Retry
import dev.landlord.workflow.engine.ServiceRequest
import dev.landlord.workflow.engine.Strand
import dev.landlord.workflow.engine.WaitSet
import dev.landlord.workflow.minus
import dev.landlord.workflow.plus
import dev.landlord.workflow.testing.errors.TestErrors
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
 * The [dev.landlord.workflow.engine.Journal] of one attempt of an [InMemoryRun]: replays the
 * journal of the run, then adds entries. Runs one block at a time, in the order that the
 * [Simulation] chooses.
 */
internal class InMemoryJournal(
    private val run: InMemoryRun<*>,
    private val simulation: Simulation,
) :
    ReplayJournal(
        run.journal,
        run.journal.size,
        sameInstance = true,
        isTraced = run.isTraced,
        unwinding = run.body?.let(::UnwindingRecorder),
    ) {

    override val clock: InstantSource = InstantSource { run.clock }

    /** A replay requests the same again, so each request is checked when it is made first. */
    override fun asks(strand: Strand) {
        super.asks(strand)
        val isFirst = issued == recorded.commands.size
        if (isFirst && isTraced && run.body != null) requireNoLocks()
    }

    override val isReplaying: Boolean
        get() = run.isQuiet || issued < recorded.commands.size

    override suspend fun run(
        name: String,
        retry: Retry,
        block: suspend () -> Slice,
    ): Handle {
        val site = site
        val index = issue(Command.run(name, retry, site))
        return Operation(index, run.failures[index]?.retryAt, isRetry = true) {
            execute(index, retry, site, block)
        }
    }

    override suspend fun sleep(duration: Duration): Handle {
        val index = issue(Command.sleep(duration, site.isOwn))
        val due = run.timers.getOrPut(index) { run.clock + duration }
        return Operation(index, due, isRetry = false) { Completion(index, Slice.EMPTY) }
    }

    override suspend fun promise(key: String): Handle {
        val index = issue(Command.promise(key))
        if (isOpen(index)) run.promises[key]?.let { settle(Completion(index, it)) }
        return CommandHandle(index)
    }

    override suspend fun completePromise(key: String, value: Slice): Handle {
        val index = issue(Command.complete(key, value))
        if (isOpen(index)) {
            val isFirst = run.completePromise(key, value)
            val completed = TerminalException(HTTP_CONFLICT, "promise was already completed")
            settle(
                if (isFirst) Completion(index, Slice.EMPTY)
                else Completion(index, failure = completed)
            )
        }
        return CommandHandle(index)
    }

    override suspend fun call(request: ServiceRequest): CallHandle {
        val index = issue(Command.call(request))
        val id = invocationId(index)
        val result = Operation(index, at = null, isRetry = false) { callService(index, request) }
        return CallHandle(id, result)
    }

    override suspend fun send(
        request: ServiceRequest,
        after: Duration,
    ): Handle {
        val index = issue(Command.send(request, after))
        run.services.send(index, request, due = run.clock + after)
        return invocationId(index)
    }

    override suspend fun attach(invocationId: String): Handle {
        val index = issue(Command.attach(invocationId))
        val due = run.services.due(invocationId)?.takeIf { it > run.clock }
        return Operation(index, due, isRetry = false) {
            run.services.attached(invocationId).completion(index)
        }
    }

    override suspend fun cancel(invocationId: String) {
        super.cancel(invocationId)
        run.services.cancel(invocationId)
    }

    /** Returns the handle of an invocation id, which Restate provides at once. */
    private fun invocationId(command: Int): Handle {
        val id = Source.Invocation(command)
        val pending = ReplayHandle(id)
        if (!recorded.hasEnded(id)) {
            settle(Completion(id, Slice.wrap(CalledServices.invocationId(command))))
        }
        return pending
    }

    private fun callService(command: Int, request: ServiceRequest): Completion {
        val completion = run.services.call(command, request).completion(command)
        simulation.completed(run, recorded.commands[command])
        return completion
    }

    private fun isOpen(command: Int) = !recorded.hasEnded(Source.Command(command))

    private fun settle(completion: Completion) {
        recorded.add(completion)
        simulation.recorded(run)
    }

    /** A replay after a crash requests the command again, with new objects of the body. */
    override fun onCommand(command: Command) = command.captured.record(recorded.firsts)

    override fun onNewCommand(command: Command) {
        check(recorded.size < MAX_ENTRIES) { TestErrors.tooLong(MAX_ENTRIES, command) }
        simulation.requested(command)
        recorded.add(if (isTraced) command.withSource(site) else command)
        simulation.recorded(run)
    }

    override fun available(): Int = recorded.completions.size

    override suspend fun complete(waiting: WaitSet) {
        run.waiting = waiting
        run.services.deliver(run.clock)
        val before = available()
        val chosen = simulation.next(run, waiting.asSequence().filterIsInstance<Operation>())
        // The simulation may have completed an operation from outside.
        if (available() > before) return
        if (chosen == null) throw AttemptEnded.Suspended
        chosen.at?.let { run.clock = maxOf(run.clock, it) }
        val completion = chosen.execute()
        // If the run was cancelled while the block ran, the cancellation is now the entry before.
        settle(completion)
    }

    private suspend fun execute(
        index: Int,
        retry: Retry,
        site: CallSite,
        block: suspend () -> Slice,
    ): Completion {
        val command = recorded.commands[index]
        val injected = simulation.failureOf(command)
        return try {
            if (injected != null) throw injected
            val result = block()
            simulation.completed(run, command)
            Completion(index, value = result)
        } catch (failure: TerminalException) {
            Completion(index, failure = failure)
        } catch (failure: AttemptEnded) {
            throw failure
        } catch (failure: Throwable) {
            // The engine has already decided whether a failure of the block itself is final.
            val isFinal =
                injected != null && (site.isStopped || retry.isTerminal(failure.cause ?: failure))
            if (!isFinal) {
                run.lastFailure = failure
                retryOrReturn(index, retry)
            }
            Completion(index, failure = TerminalException(failure.toString()))
        }
    }

    /** Returns if the policy allows no further attempt; otherwise ends the attempt of the run. */
    private fun retryOrReturn(index: Int, retry: Retry) {
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
     * An operation that ends without an event from outside: a block, a call or a timer.
     *
     * @property at the virtual time at which a timer or a retry is due; `null` for an operation
     *   that can run at once
     */
    inner class Operation(
        index: Int,
        val at: Instant?,
        isRetry: Boolean,
        val execute: suspend () -> Completion,
    ) : CommandHandle(index) {
        val isRetry: Boolean = isRetry && at != null

        val command: Command
            get() = recorded.commands[index]

        /** Whether the operation has its outcome already, as a cancelled call has. */
        val isSettled: Boolean
            get() = run.services.hasAnswered(index)
    }

    private companion object {
        const val MAX_ENTRIES = 100_000
    }
}

/** The number of failures of a block, and the time of its next attempt. */
internal class Failures(val since: Instant) {
    var count = 0
    var retryAt: Instant? = null
}
