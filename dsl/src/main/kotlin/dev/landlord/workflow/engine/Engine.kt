package dev.landlord.workflow.engine

import dev.restate.sdk.common.TerminalException
import java.util.ArrayDeque

/**
 * Runs one workflow on one [Journal]: a cooperative scheduler of branches.
 *
 * Owns the queue of branches that are ready, and what the others wait for. Does not own how the
 * code of a branch runs ([Strand]), what becomes of branches that belong together ([Group]), what a
 * saga has to undo ([UndoStack], [Unwinding]) or how anything is stored ([Journal]).
 *
 * Invariants:
 * - **E1** Only the engine calls the journal, one operation at a time.
 * - **E2** Branches resume in first-in-first-out order; nothing depends on time, threads or
 *   hashing.
 * - **E3** The winner among pending operations is always taken from the journal.
 * - **E4** The block of a Run cannot reach the scope, and runs where the journal's adapter puts it.
 * - **E5** One verb makes a fixed sequence of journal entries: a step one Run, a sleep one Sleep,
 *   an undo action none until it runs, then one Run and one entry of state; a saga that is undone
 *   one entry of state, a run that fails one more Run, if it has something to undo. The other verbs
 *   document theirs.
 *
 * A strand is never resumed with anything but a value or a terminal failure. When the attempt ends
 * for another reason (suspension, a closed stream, a retryable failure) its strands are dropped
 * where they stand: no `catch` and no `finally` of the user's code runs (G2).
 */
@InternalEngineApi
public class Engine(
    private val journal: Journal,
    private val host: Host,
    interceptor: Interceptor? = null,
) {
    private val run = RunState(host, interceptor)
    // Most runs have one branch, and runs that wait are kept in memory.
    private val ready = ArrayDeque<Branch>(1)
    private val waiting = WaitSet()
    private lateinit var root: Branch

    /**
     * What ends the attempt when the blocks in flight have settled: what a strand threw that is not
     * a terminal failure, or an outcome that cannot be read.
     */
    public var defect: Throwable? = null
        private set

    /**
     * Runs [body] to its end and returns its result.
     *
     * @throws TerminalException if it failed or was cancelled, after its undo actions
     */
    public suspend fun run(body: Body): Any? {
        root = Branch(run, parent = null, UndoStack(), body)
        var branch = root
        ready += branch
        // The only coroutine of the engine that waits for the journal, so that a run that waits
        // holds one continuation.
        while (true) {
            defect?.let { throw afterSettling(it) }
            if (branch.isDone) {
                branch = unwindingAfter(branch) ?: return root.result.getOrThrow()
                ready += branch
            }
            val next = ready.pollFirst()
            if (next == null) {
                val settled = journal.next(waiting)
                if (settled == null) cancel() else settle(settled)
                continue
            }
            val operation = take(next, next.resume()) ?: continue
            try {
                begun(next, operation, perform(next, operation))
            } catch (refused: TerminalException) {
                scheduler.fail(next, refused)
            }
        }
    }

    /**
     * What has to run when [ended] has: the undo actions of a run that failed; `null` if it has its
     * result.
     *
     * @throws TerminalException if [ended] has run them
     */
    private fun unwindingAfter(ended: Branch): Branch? {
        if (ended !== root) throw ended.result.getOrThrow() as TerminalException
        val failure = root.result.exceptionOrNull() as TerminalException?
        val cause = run.cancelled ?: failure ?: return null
        return UnwindingGroup(root, run, Unwinding.OfRun(root.undo, cause, run)).branch
    }

    /**
     * Takes a [turn] of [branch]. Returns the operation that the journal has to carry out, if any.
     */
    private fun take(branch: Branch, turn: Turn): Operation<*>? {
        val stop = branch.stop
        when (turn) {
            is End -> end(branch, turn)
            is Primitive<*> ->
                if (stop != null && !turn.isClosing) deliver(branch, stop)
                else return begin(branch, turn)
        }
        return null
    }

    private fun begin(branch: Branch, primitive: Primitive<*>): Operation<*>? {
        run.interceptor?.begins(branch, primitive)
        when (primitive) {
            is Operation<*> -> return primitive
            is Await<*> -> {
                val handles = primitive.handles
                await(branch, primitive, handles.first(), handles.drop(1))
            }
            is Fork<*> -> start(ParallelGroup(branch, run, primitive))
            is Race<*> -> start(RaceGroup(branch, run, primitive))
            is Saga<*> -> start(SagaGroup(branch, run, primitive))
            is Yield -> scheduler.succeed(branch, Unit)
        }
        return null
    }

    /**
     * Returns what the journal gives for [operation]. Tail calls only: no continuation of its own.
     */
    private suspend fun perform(branch: Branch, operation: Operation<*>): Any? =
        when (operation) {
            is Run<*> -> {
                val name = run.names.unique(operation.name)
                operation.journalName = name
                journal.run(name, operation.retry) { operation.attempt(branch::isStopped) }
            }
            is Sleep -> journal.sleep(operation.duration)
            is StartTimer -> journal.sleep(operation.duration)
            is SetState -> journal.set(operation.key, operation.value)
            is GetPromise -> journal.promise(operation.key)
            is CompletePromise -> journal.completePromise(operation.key, operation.value)
            is CreateAwakeable -> journal.awakeable()
            is StartCall -> journal.call(operation.request)
            is StartSend -> journal.send(operation.request, operation.after)
            is StartAttach -> journal.attach(operation.invocationId)
            is CancelInvocation -> journal.cancel(operation.invocationId)
            is UseNative<*> -> journal.native(operation.block)
        }

    private fun begun(branch: Branch, operation: Operation<*>, given: Any?) =
        if (operation is Awaiting<*>) await(branch, operation, given as Handle)
        else scheduler.succeed(branch, given)

    private fun start(group: Group) {
        group.owner.join(group)
        ready += group.branches
    }

    /** Code that swallows its stop in a loop would never end. */
    private fun deliver(branch: Branch, stop: TerminalException) {
        if (branch.ignoresStops()) {
            host.warn { EngineErrors.ignoredStops(stop) }
            end(branch, End(Result.failure(stop)))
        } else {
            scheduler.fail(branch, stop)
        }
    }

    private fun await(
        branch: Branch,
        primitive: Awaiting<*>,
        first: Handle,
        others: List<Handle> = emptyList(),
    ) {
        if (first in waiting || others.isNotEmpty() && others.any { it in waiting }) {
            defect = IllegalStateException(EngineErrors.awaitedTwice())
            return
        }
        branch.await(Waiting(primitive, first, others))
        waiting.add(first, branch)
        if (others.isNotEmpty()) others.forEach { waiting.add(it, branch) }
    }

    private fun forget(waits: Waiting) {
        waiting.remove(waits.first)
        if (waits.others.isNotEmpty()) waits.others.forEach(waiting::remove)
    }

    private fun cancel() {
        val cause = run.cancelled ?: host.cancellation().also { run.cancelled = it }
        scheduler.stop(root, cause)
    }

    private fun settle(handle: Handle) {
        val branch = checkNotNull(handle.branch)
        val waits = branch.state as Waiting
        forget(waits)
        val outcome: Outcome =
            try {
                Result.success(handle.outcome())
            } catch (failure: TerminalException) {
                Result.failure(failure)
            }
        try {
            scheduler.succeed(branch, waits.primitive.resultOf(handle, outcome))
        } catch (failure: TerminalException) {
            scheduler.fail(branch, failure)
        } catch (unreadable: Exception) {
            defect = unreadable
        }
    }

    private fun end(branch: Branch, end: End) {
        branch.end(end)
        val failure = end.result.exceptionOrNull()
        if (failure == null || failure is TerminalException) {
            branch.parent?.ended(branch, failure, scheduler)
        } else {
            defect = failure
        }
    }

    private val scheduler =
        object : Scheduler {
            override fun start(branch: Branch) {
                ready += branch
            }

            override fun succeed(branch: Branch, value: Any?) {
                branch.ready(Result.success(value))
                ready += branch
            }

            override fun fail(branch: Branch, failure: TerminalException) {
                branch.ready(Result.failure(failure))
                ready += branch
            }

            override fun stop(branch: Branch, cause: TerminalException) {
                if (branch.isDone || !branch.stop(cause)) return
                branch.children.forEach { stop(it, cause) }
                val state = branch.state
                if (state is Waiting && state.primitive.isAbandonable) {
                    forget(state)
                    fail(branch, cause)
                }
            }
        }

    /**
     * The attempt ends with [defect], but no block is interrupted for it: those in flight settle
     * first (G3).
     */
    private suspend fun afterSettling(defect: Throwable): Throwable {
        waiting.keepUnabandonable()
        while (!waiting.isEmpty) {
            journal.next(waiting)?.let(waiting::remove)
        }
        return defect.withShortText()
    }
}

/** The same failure with a text that fits into a message, because Restate keeps it. */
private fun Throwable.withShortText(): Throwable =
    if (message.orEmpty().length <= MAX_TEXT) this
    else IllegalStateException(toString().shortened()).also { it.stackTrace = stackTrace }
