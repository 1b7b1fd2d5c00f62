@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.engine

import dev.landlord.workflow.Advice
import dev.landlord.workflow.AttachTo
import dev.landlord.workflow.AwaitDecision
import dev.landlord.workflow.AwaitPromise
import dev.landlord.workflow.CallService
import dev.landlord.workflow.CancelInvocation
import dev.landlord.workflow.Checkpoint
import dev.landlord.workflow.ContinueAs
import dev.landlord.workflow.Fork
import dev.landlord.workflow.KeepPromise
import dev.landlord.workflow.MakeAwakeable
import dev.landlord.workflow.Operation
import dev.landlord.workflow.OwnOperation
import dev.landlord.workflow.RunOwn
import dev.landlord.workflow.RunRace
import dev.landlord.workflow.RunSaga
import dev.landlord.workflow.RunStep
import dev.landlord.workflow.RunUndo
import dev.landlord.workflow.SendToService
import dev.landlord.workflow.SleepFor
import dev.landlord.workflow.TakeSignal
import dev.landlord.workflow.UseContext
import dev.landlord.workflow.WorkflowCancelledException
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.WriteState
import dev.restate.common.Request
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException

/**
 * Runs one workflow on one [Journal]: a cooperative scheduler of branches.
 *
 * Owns the ready queue and what the branches wait for. Does not own how a branch is resumed
 * ([Branch]), what becomes of branches that belong together ([Group]), what a saga has to undo
 * ([UndoStack]) or how anything is stored ([Journal]).
 *
 * Invariants:
 * - **E1** Only this class touches the journal, one operation at a time.
 * - **E2** Branches resume in first-in-first-out order; nothing depends on time, threads or
 *   hashing.
 * - **E3** The winner among pending operations is always taken from the journal.
 * - **E4** A step's block cannot reach the scope, and runs where the journal's adapter puts it.
 * - **E5** One construct makes a fixed sequence of journal entries: a step one Run, a sleep one
 *   Sleep, an undo none until it runs, then one Run and one entry of state; a saga that is undone
 *   one entry of state, a run that fails one more Run, if it has something to undo. What waits for
 *   people and other systems says its own at its verb.
 *
 * A body waits only for what [reaches] it from outside: an approval or a signal that its service
 * has handlers for.
 *
 * A body is never resumed with anything but a value or a terminal failure. When the attempt ends
 * for another reason (suspension, a closed stream, a retryable failure) its branches are dropped
 * where they stand: no `catch` and no `finally` of the user's runs (G2).
 */
@InternalEngineApi
public class Engine(
    journal: Journal,
    private val reaches: (Any) -> Boolean = { true },
) {
    private val journal: Journal = SizeLimitedJournal(journal)
    private val ready = ArrayDeque<Branch<*>>()
    private val waiting = Waiting()
    private lateinit var definition: WorkflowDefinition<*, *>
    private lateinit var run: RunContext
    private lateinit var blocks: Blocks
    private lateinit var body: Branch<*>
    private var cancelled: WorkflowCancelledException? = null

    /**
     * What ends the attempt when the blocks in flight have settled: what a branch threw that is not
     * a terminal failure, or a result that its type cannot take.
     */
    public var defect: Throwable? = null
        private set

    /**
     * Runs [definition] to its end and returns its result.
     *
     * @throws TerminalException if it failed or was cancelled, after its undo actions
     */
    public suspend fun <I, O> run(definition: WorkflowDefinition<I, O>, input: I): O {
        this.definition = definition
        run = RunContext(journal, definition.maxAttemptDuration, definition.maxResultSize)
        blocks = Blocks(journal, definition)
        val root =
            Branch(run, parent = null, UndoStack()) { (definition.body)(input) }.also { body = it }
        drive(root)
        val cause =
            try {
                val result = root.outcome()
                definition.requireWritable(result)
                cancelled ?: return result
            } catch (failure: TerminalException) {
                cancelled ?: failure
            }
        val unwinding = UnwindingGroup(root, run, root.undo.unwindingAll(cause, run)).branch
        drive(unwinding)
        throw unwinding.outcome()
    }

    private suspend fun drive(branch: Branch<*>) {
        ready += branch
        while (!branch.isDone && defect == null) {
            val next = ready.removeFirstOrNull()
            if (next == null) awaitNext() else advance(next)
        }
        defect?.let { throw afterSettling(it.shortened()) }
    }

    private suspend fun advance(branch: Branch<*>) {
        val stop = branch.stopped
        if (stop != null && !branch.hasBegun) {
            branch.abandon(stop)
            return finished(branch)
        }
        val operation = branch.resume()
        if (operation == null) return finished(branch)
        try {
            begin(branch, operation)
        } catch (refused: TerminalException) {
            scheduler.fail(branch, refused)
        }
    }

    private suspend fun begin(branch: Branch<*>, operation: Operation<*>) {
        val stop = branch.stopped
        val isClosing = operation is OwnOperation<*> && operation.isClosing
        if (stop != null && !isClosing) return tell(branch, stop)
        when (operation) {
            is RunStep<*> -> beginStep(branch, operation)
            is SleepFor ->
                wait(branch, journal.sleep(operation.duration, branch), isTearable = true) {}
            is AwaitDecision<*> ->
                ask(branch, operation.approval) { ApprovalRequest(it, operation).run { decided() } }
            is TakeSignal<*> -> ask(branch, operation.signal) { receive(operation.signal, it) }
            is AwaitPromise<*> -> ask(branch, operation.promise) { awaited(operation) }
            is KeepPromise<*> -> ask(branch, operation.promise) { kept(operation) }
            is OwnOperation<*> -> beginOwn(branch, operation)
            is Checkpoint -> scheduler.succeed(branch, Unit)
            is CallService<*> -> beginCall(branch, operation)
            is SendToService<*> -> request(branch, operation.request) { sent(operation, run) }
            is AttachTo<*> -> begin(RequestGroup(branch, run) { attached(operation) })
            is CancelInvocation -> begin(RequestGroup(branch, run) { cancelled(operation) })
            is ContinueAs -> beginContinuing(branch, operation)
            is MakeAwakeable<*> ->
                scheduler.succeed(branch, journal.awakeable().typed(operation.type))
            is UseContext<*> -> useContext(branch, operation)
            is RunUndo -> wait(branch, blocks.begin(operation), isTearable = false) {}
            is RunOwn<*> -> beginRun(branch, operation)
            is WriteState -> {
                journal.set(operation.key, operation.value, EngineCaller(operation.trace))
                scheduler.succeed(branch, Unit)
            }
            is Fork -> begin(ParallelGroup(branch, run, operation.branches))
            is RunRace<*> -> begin(RaceGroup(branch, run, operation))
            is RunSaga<*> -> begin(SagaGroup(branch, run, operation.body))
        }
    }

    /** A body that does not listen would be told for ever. */
    private fun tell(branch: Branch<*>, stop: TerminalException) {
        if (branch.tell(stop)) {
            ready += branch
        } else {
            run.log.warn { Advice.deaf(stop) }
            branch.abandon(stop)
            finished(branch)
        }
    }

    private fun begin(group: Group) {
        group.owner.waitFor(group)
        ready += group.branches
    }

    private fun ask(
        branch: Branch<*>,
        what: Any,
        request: suspend WorkflowScope.(Requests) -> Any?,
    ) {
        if (reaches(what)) begin(RequestGroup(branch, run) { request(run.requests) })
        else defect = IllegalStateException(Advice.ofAnotherClass(what))
    }

    private fun beginCall(branch: Branch<*>, call: CallService<*>) =
        request(branch, call.request) {
            called(call, run, branch.isShielded)
        }

    private fun request(
        branch: Branch<*>,
        request: Request<*, *>,
        body: suspend WorkflowScope.() -> Any?,
    ) {
        if (journal.isOwn(request.target)) {
            defect = IllegalStateException(Advice.callsItself("${request.target}"))
        } else {
            begin(RequestGroup(branch, run, body))
        }
    }

    private fun beginContinuing(branch: Branch<*>, next: ContinueAs) {
        val service = journal.service
        if (service == null) defect = IllegalStateException(Advice.continueAsUnknown(next.key))
        else begin(RequestGroup(branch, run) { continued(next, service, definition) })
    }

    private suspend fun useContext(branch: Branch<*>, operation: UseContext<*>) =
        try {
            scheduler.succeed(branch, journal.native(operation.block))
        } catch (failure: TerminalException) {
            scheduler.fail(branch, failure)
        }

    private suspend fun beginOwn(branch: Branch<*>, operation: OwnOperation<*>) {
        val begun: Any =
            when (operation) {
                is AwaitFirst ->
                    return waitForFirst(branch, operation.pending, !operation.isClosing) { it }
                is CompletePromise -> return beginCompleting(branch, operation)
                is StartTimer -> journal.sleep(operation.duration, branch)
                is GetPromise -> journal.promise(operation.key, branch)
                is CreateAwakeable -> journal.awakeable()
                is BeginCall -> journal.call(operation.request, branch)
                is BeginSend -> journal.send(operation.request, operation.after, branch)
                is BeginAttach -> journal.attach(operation.invocationId, branch)
                is BeginCancel -> journal.cancel(operation.invocationId, branch)
                else -> error("the engine does not know ${operation.javaClass}")
            }
        scheduler.succeed(branch, begun)
    }

    private suspend fun <T> beginStep(branch: Branch<*>, step: RunStep<T>) {
        val name = blocks.name(step.name)
        wait(branch, blocks.begin(name, step, branch), isTearable = false) {
            step.type.read(name, it)
        }
    }

    private suspend fun <T> beginRun(branch: Branch<*>, own: RunOwn<T>) =
        wait(branch, blocks.begin(own, branch), isTearable = false) { own.type.read(it) }

    private suspend fun beginCompleting(branch: Branch<*>, operation: CompletePromise) {
        val pending = journal.completePromise(operation.key, operation.value, branch)
        waitForFirst(branch, listOf(pending), isTearable = false) { it.result.isSuccess }
    }

    private fun wait(
        branch: Branch<*>,
        pending: Pending,
        isTearable: Boolean,
        read: (Slice) -> Any?,
    ) = waitForFirst(branch, listOf(pending), isTearable) { read(it.result.getOrThrow()) }

    private fun waitForFirst(
        branch: Branch<*>,
        pending: List<Pending>,
        isTearable: Boolean,
        read: (Settled) -> Any?,
    ) {
        if (pending.any { it in waiting }) {
            defect = IllegalStateException(Advice.awaitedTwice())
            return
        }
        branch.waitFor(pending, isTearable, read)
        waiting.add(branch)
    }

    private suspend fun awaitNext() {
        val ended = journal.next(waiting)
        if (ended != null) return settle(ended)
        val cause = cancelled ?: WorkflowCancelledException()
        cancelled = cause
        scheduler.stop(body, cause)
    }

    private suspend fun settle(ended: Pending) {
        val branch = waiting.branchOf(ended)
        waiting.remove(branch)
        val result =
            try {
                Result.success(ended.result())
            } catch (failure: TerminalException) {
                Result.failure(failure)
            }
        try {
            branch.succeedWith(Settled(ended, result))
            ready += branch
        } catch (failure: TerminalException) {
            // Of an undo action the text is wanted, as it stands in the journal.
            scheduler.fail(branch, if (branch.isUndoing) failure else failure.read())
        } catch (unreadable: UnreadableResultException) {
            defect = unreadable
        }
    }

    private fun finished(branch: Branch<*>) {
        val failure = branch.failure()
        if (failure == null || failure is TerminalException) {
            branch.parent?.ended(branch, failure, scheduler)
        } else {
            defect = failure
        }
    }

    private val scheduler =
        object : Scheduler {
            override fun start(branch: Branch<*>) {
                ready += branch
            }

            override fun succeed(branch: Branch<*>, value: Any?) {
                branch.succeedWith(value)
                ready += branch
            }

            override fun fail(branch: Branch<*>, failure: TerminalException) {
                branch.failWith(failure)
                ready += branch
            }

            override fun stop(branch: Branch<*>, cause: TerminalException) {
                if (branch.isDone || !branch.stop(cause)) return
                branch.children().forEach { stop(it, cause) }
                if (branch.isTearable) {
                    waiting.remove(branch)
                    fail(branch, cause)
                }
            }
        }

    /**
     * The attempt ends with [defect], but no block is torn for it: those in flight settle first
     * (G3).
     */
    private suspend fun afterSettling(defect: Throwable): Throwable {
        val inFlight = waiting.filter { !it.isTearable }
        while (!inFlight.isEmpty) {
            journal.next(inFlight)?.let(inFlight::remove)
        }
        return defect
    }
}
