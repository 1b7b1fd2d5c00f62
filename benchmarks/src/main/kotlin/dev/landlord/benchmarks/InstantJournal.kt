@file:OptIn(InternalEngineApi::class)

package dev.landlord.benchmarks

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.body.WorkflowRun
import dev.landlord.workflow.engine.AwakeableHandle
import dev.landlord.workflow.engine.CallHandle
import dev.landlord.workflow.engine.Handle
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.engine.Journal
import dev.landlord.workflow.engine.Retry
import dev.landlord.workflow.engine.ServiceRequest
import dev.landlord.workflow.engine.WaitSet
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.step
import dev.restate.common.Slice
import dev.restate.common.Target
import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn
import kotlin.time.Duration

/** A journal that stores nothing: every Run has settled at once, and no block runs. */
internal class InstantJournal : Journal {
    override val workflowId = "benchmark"
    override val invocationId = "inv_benchmark"
    override val service = "Benchmark"
    override val isReplaying = true

    override suspend fun run(name: String, retry: Retry, block: suspend () -> Slice): Handle =
        Settled()

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

    private class Settled : Handle() {
        override suspend fun outcome(): Slice = Slice.EMPTY
    }
}

/** The number of steps, and of branches, of one run below. */
public const val COUNT: Int = 1_000

/** The number of branches of one `parallel` in the benchmark of branches by the ten. */
private const val FORK = 10

private val names = List(COUNT) { "step $it" }

private val steps = landlordWorkflow<Unit, Unit> { for (name in names) step(name) {} }

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

/** Runs a workflow of [COUNT] steps on the engine, without anything else. */
public fun runSteps(): Unit = runNow(steps)

/** Runs a workflow of [COUNT] branches that do nothing. */
public fun runBranches(): Unit = runNow(branches)

/** Runs a workflow of [COUNT] branches that do nothing, [FORK] at a time. */
public fun runForks(): Unit = runNow(forks)

private fun runNow(definition: WorkflowDefinition<Unit, Unit>) {
    val run: suspend () -> Unit = { WorkflowRun(definition, InstantJournal()).run(Unit) }
    run.startCoroutineUninterceptedOrReturn(Continuation(EmptyCoroutineContext) { it.getOrThrow() })
}
