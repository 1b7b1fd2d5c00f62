@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.testing.memory

import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.engine.Call
import dev.landlord.workflow.engine.Caller
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.engine.Pending
import dev.landlord.workflow.engine.ServiceRequest
import dev.landlord.workflow.engine.Waiting
import dev.landlord.workflow.engine.endsWith
import dev.landlord.workflow.engine.pauseAfter
import dev.landlord.workflow.testing.TestAdvice
import dev.landlord.workflow.testing.journal.Command
import dev.landlord.workflow.testing.journal.Completion
import dev.landlord.workflow.testing.journal.Source
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import java.net.HttpURLConnection.HTTP_CONFLICT
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
        get() = run.isQuiet || given < recorded.commands.size

    override suspend fun run(
        name: String,
        retry: RetryPolicy,
        caller: Caller,
        block: suspend () -> Slice,
    ): Pending {
        val index = give(Command.run(name, retry, caller), caller)
        return Operation(index, run.failures[index]?.retryAt, isRetry = true) {
            carryOut(index, retry, caller, block)
        }
    }

    override suspend fun sleep(duration: Duration, caller: Caller): Pending {
        val index = give(Command.sleep(duration, caller.isOwn), caller)
        val due = run.timers.getOrPut(index) { run.clock + duration }
        return Operation(index, due, isRetry = false) { Completion(index, Slice.EMPTY) }
    }

    override suspend fun promise(key: String, caller: Caller): Pending {
        val index = give(Command.promise(key), caller)
        if (isOpen(index)) run.promises[key]?.let { settle(Completion(index, it)) }
        return Asked(index)
    }

    override suspend fun completePromise(key: String, value: Slice, caller: Caller): Pending {
        val index = give(Command.complete(key, value), caller)
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

    override suspend fun call(request: ServiceRequest, caller: Caller): Call {
        val index = give(Command.call(request), caller)
        val id = begun(index)
        val result = Operation(index, at = null, isRetry = false) { answered(index, request) }
        return Call(id, result)
    }

    override suspend fun send(
        request: ServiceRequest,
        after: Duration,
        caller: Caller,
    ): Pending {
        val index = give(Command.send(request, after), caller)
        run.services.send(index, request, due = run.clock + after)
        return begun(index)
    }

    override suspend fun attach(invocationId: String, caller: Caller): Pending {
        val index = give(Command.attach(invocationId), caller)
        val due = run.services.due(invocationId)?.takeIf { it > run.clock }
        return Operation(index, due, isRetry = false) {
            run.services.attached(invocationId).completion(index)
        }
    }

    override suspend fun cancel(invocationId: String, caller: Caller) {
        super.cancel(invocationId, caller)
        run.services.cancel(invocationId)
    }

    /** The server tells the id at once. */
    private fun begun(command: Int): Pending {
        val id = Source.Invocation(command)
        val pending = Replayed(id)
        if (!recorded.hasEnded(id)) {
            settle(Completion(id, Slice.wrap(CalledServices.invocationId(command))))
        }
        return pending
    }

    private fun answered(command: Int, request: ServiceRequest): Completion {
        val completion = run.services.call(command, request).completion(command)
        world.settled(run, recorded.commands[command])
        return completion
    }

    private fun isOpen(command: Int) = !recorded.hasEnded(Source.Command(command))

    private fun settle(completion: Completion) {
        recorded.add(completion)
        world.written(run)
    }

    /** After a crash too, when the body has created its objects anew. */
    override fun asked(command: Command) = command.captured.keep(recorded.firsts)

    override fun beyond(command: Command, caller: Caller) {
        check(recorded.size < MAX_ENTRIES) { TestAdvice.tooLong(MAX_ENTRIES, command) }
        world.asked(command)
        recorded.add(if (isTraced) command.traced(caller) else command)
        world.written(run)
    }

    override fun known(): Int = recorded.completions.size

    override suspend fun more(waiting: Waiting) {
        run.waiting = waiting
        run.services.deliver(run.clock)
        val before = known()
        val chosen = world.next(run, waiting.asSequence().filterIsInstance<Operation>())
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
        retry: RetryPolicy,
        caller: Caller,
        block: suspend () -> Slice,
    ): Completion {
        val command = recorded.commands[index]
        val injected = world.failure(command)
        return try {
            if (injected != null) throw injected
            val result = block()
            world.settled(run, command)
            Completion(index, value = result)
        } catch (failure: TerminalException) {
            Completion(index, failure = failure)
        } catch (failure: AttemptEnded) {
            throw failure
        } catch (failure: Throwable) {
            // What a block throws the engine has judged already.
            val isFinal =
                injected != null && (caller.isStopped || retry.endsWith(failure.cause ?: failure))
            if (!isFinal) tryAgain(index, retry)
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
        failures.retryAt = run.clock + retry.pauseAfter(failures.count)
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
