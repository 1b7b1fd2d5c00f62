package dev.landlord.workflow.engine

import dev.restate.sdk.common.TerminalException

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
    private val ready = ArrayDeque<Branch>()
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
        val root = Branch(run, parent = null, UndoStack(), body).also { root = it }
        drive(root)
        val failure = root.result.exceptionOrNull() as TerminalException?
        val cause = run.cancelled ?: failure ?: return root.result.getOrThrow()
        val unwinding = UnwindingGroup(root, run, Unwinding.OfRun(root.undo, cause, run)).branch
        drive(unwinding)
        throw unwinding.result.getOrThrow() as TerminalException
    }

    private suspend fun drive(branch: Branch) {
        ready += branch
        while (!branch.isDone && defect == null) {
            val next = ready.removeFirstOrNull()
            if (next == null) awaitNext() else advance(next)
        }
        defect?.let { throw afterSettling(it) }
    }

    // Inline, so that a run of many steps needs one continuation.
    @Suppress("NOTHING_TO_INLINE")
    private suspend inline fun advance(branch: Branch) {
        val stop = branch.stop
        if (stop != null && !branch.hasStarted) return end(branch, End(Result.failure(stop)))
        when (val turn = branch.resume()) {
            is End -> end(branch, turn)
            is Primitive<*> ->
                try {
                    begin(branch, turn)
                } catch (refused: TerminalException) {
                    scheduler.fail(branch, refused)
                }
        }
    }

    @Suppress("NOTHING_TO_INLINE")
    private suspend inline fun begin(branch: Branch, primitive: Primitive<*>) {
        val stop = branch.stop
        if (stop != null && !primitive.isClosing) return deliver(branch, stop)
        run.interceptor?.begins(branch, primitive)
        when (primitive) {
            is Run<*> -> begin(branch, primitive)
            is Sleep ->
                await(branch, journal.sleep(primitive.duration), isAbandonable = true) { _, _ -> }
            is StartTimer -> succeed(branch, journal.sleep(primitive.duration))
            is SetState -> succeed(branch, journal.set(primitive.key, primitive.value))
            is GetPromise -> succeed(branch, journal.promise(primitive.key))
            is CompletePromise -> {
                val handle = journal.completePromise(primitive.key, primitive.value)
                await(branch, handle, isAbandonable = false) { _, outcome -> outcome.isSuccess }
            }
            is CreateAwakeable -> succeed(branch, journal.awakeable())
            is StartCall -> succeed(branch, journal.call(primitive.request))
            is StartSend -> succeed(branch, journal.send(primitive.request, primitive.after))
            is StartAttach -> succeed(branch, journal.attach(primitive.invocationId))
            is CancelInvocation -> succeed(branch, journal.cancel(primitive.invocationId))
            is Await<*> ->
                await(
                    branch,
                    primitive.handles.first(),
                    !primitive.isClosing,
                    primitive.handles.drop(1),
                ) { handle, outcome ->
                    primitive.read(Settled(handle, outcome))
                }
            is Fork -> start(ParallelGroup(branch, run, primitive))
            is Race<*> -> start(RaceGroup(branch, run, primitive))
            is Saga<*> -> start(SagaGroup(branch, run, primitive))
            is Yield -> succeed(branch, Unit)
            is UseNative<*> -> succeed(branch, journal.native(primitive.block))
        }
    }

    @Suppress("NOTHING_TO_INLINE")
    private suspend inline fun begin(branch: Branch, step: Run<*>) {
        val name = run.names.unique(step.name)
        val handle = journal.run(name, step.retry) { step.attempt(name, branch::isStopped) }
        await(branch, handle, isAbandonable = false) { _, outcome ->
            step.read(name, outcome)
        }
    }

    private fun start(group: Group) {
        group.owner.join(group)
        ready += group.branches
    }

    private fun succeed(branch: Branch, value: Any?) = scheduler.succeed(branch, value)

    /** Code that swallows its stop in a loop would never end. */
    private fun deliver(branch: Branch, stop: TerminalException) {
        if (branch.ignoresStops()) {
            host.warn { EngineErrors.ignoredStops(stop) }
            end(branch, End(Result.failure(stop)))
        } else {
            scheduler.fail(branch, stop)
        }
    }

    private inline fun await(
        branch: Branch,
        first: Handle,
        isAbandonable: Boolean,
        others: List<Handle> = emptyList(),
        crossinline readOutcome: (Handle, Outcome) -> Any?,
    ) {
        if (first in waiting || others.isNotEmpty() && others.any { it in waiting }) {
            defect = IllegalStateException(EngineErrors.awaitedTwice())
            return
        }
        branch.await(
            object : Waiting(first, others, isAbandonable) {
                override fun read(handle: Handle, outcome: Outcome) = readOutcome(handle, outcome)
            }
        )
        waiting.add(first, branch)
        if (others.isNotEmpty()) others.forEach { waiting.add(it, branch) }
    }

    private fun forget(waits: Waiting) {
        waiting.remove(waits.first)
        if (waits.others.isNotEmpty()) waits.others.forEach(waiting::remove)
    }

    @Suppress("NOTHING_TO_INLINE")
    private suspend inline fun awaitNext() {
        val settled = journal.next(waiting)
        if (settled != null) return settle(settled)
        val cause = run.cancelled ?: host.cancellation().also { run.cancelled = it }
        scheduler.stop(root, cause)
    }

    @Suppress("NOTHING_TO_INLINE")
    private suspend inline fun settle(handle: Handle) {
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
            scheduler.succeed(branch, waits.read(handle, outcome))
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
                if (state is Waiting && state.isAbandonable) {
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
        return defect
    }
}
