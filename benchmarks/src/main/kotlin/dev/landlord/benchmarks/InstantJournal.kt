@file:OptIn(InternalEngineApi::class)

package dev.landlord.benchmarks

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.body.WorkflowRun
import dev.landlord.workflow.compensate
import dev.landlord.workflow.engine.AwakeableHandle
import dev.landlord.workflow.engine.CallHandle
import dev.landlord.workflow.engine.Handle
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.engine.Journal
import dev.landlord.workflow.engine.Retry
import dev.landlord.workflow.engine.ServiceRequest
import dev.landlord.workflow.engine.WaitSet
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.step
import dev.restate.common.Slice
import dev.restate.common.Target
import dev.restate.sdk.common.TerminalException
import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn
import kotlin.time.Duration

/**
 * A journal that stores nothing: every Run has settled at once, and only the failure of a run is
 * read.
 */
internal class InstantJournal : Journal {
    override val workflowId = "benchmark"
    override val invocationId = "inv_benchmark"
    override val service = "Benchmark"
    override val isReplaying = true

    override suspend fun run(name: String, retry: Retry, block: suspend () -> Slice): Handle =
        if (name == "failure") settledBy(block) else Settled()

    private suspend fun settledBy(block: suspend () -> Slice): Handle = Settled(block())

    override suspend fun sleep(duration: Duration): Handle = Settled()

    override suspend fun set(key: String, value: Slice) {}

    override suspend fun promise(key: String): Handle = Settled()

    override suspend fun completePromise(key: String, value: Slice): Handle = Settled()

    override suspend fun awakeable() = AwakeableHandle("sign_1", Settled())

    override fun isOwn(target: Target) = false

    override suspend fun call(request: ServiceRequest) = CallHandle(Settled(), Settled())

    override suspend fun send(request: ServiceRequest, after: Duration): Handle = Settled()

    override suspend fun attach(invocationId: String): Handle = Settled()

    override suspend fun cancel(invocationId: String) {}

    override suspend fun <T> native(block: suspend (Any) -> T): T = block(this)

    override suspend fun next(waiting: WaitSet): Handle = waiting.first()

    private class Settled(private val value: Slice = Slice.EMPTY) : Handle() {
        override fun outcome(): Slice = value
    }
}

/** The number of steps, and of branches, of one run below. */
public const val COUNT: Int = 1_000

/** The number of branches of one `parallel` in the benchmark of branches by the ten. */
private const val FORK = 10

/** The numbers of steps of longer runs, which show whether the cost of a step grows. */
public const val MANY: Int = 10_000

public const val VERY_MANY: Int = 100_000

private val names = List(VERY_MANY) { "step $it" }

private val steps =
    landlordWorkflow<Int, Unit> { count -> repeat(count) { n -> step(names[n]) {} } }

private val undone =
    landlordWorkflow<Int, Unit> { count ->
        repeat(count) { n -> compensate(names[n]) {} }
        fail("undo all")
    }

private val branches =
    landlordWorkflow<Unit, Unit> {
        val body: suspend WorkflowScope.() -> Unit = {}
        parallel(List(COUNT) { body })
    }

private val forks =
    landlordWorkflow<Unit, Unit> {
        val body: suspend WorkflowScope.() -> Unit = {}
        repeat(COUNT / FORK) { parallel(List(FORK) { body }) }
    }

/** Runs a workflow of [count] steps on the engine, without anything else. */
public fun runSteps(count: Int): Unit = runNow(steps, count)

/** Runs a workflow that registers [COUNT] undo actions, and fails. */
public fun runUndo() {
    try {
        runNow(undone, COUNT)
    } catch (_: TerminalException) {
        return
    }
    error("it did not fail")
}

/** Runs a workflow of [COUNT] branches that do nothing. */
public fun runBranches(): Unit = runNow(branches, Unit)

/** Runs a workflow of [COUNT] branches that do nothing, [FORK] at a time. */
public fun runForks(): Unit = runNow(forks, Unit)

private fun <I> runNow(definition: WorkflowDefinition<I, Unit>, input: I) {
    val run: suspend () -> Unit = { WorkflowRun(definition, InstantJournal()).run(input) }
    run.startCoroutineUninterceptedOrReturn(Continuation(EmptyCoroutineContext) { it.getOrThrow() })
}
