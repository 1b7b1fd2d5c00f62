@file:OptIn(InternalEngineApi::class)

package dev.landlord.benchmarks

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.blocking.definitionOf
import dev.landlord.workflow.body.WorkflowRun
import dev.landlord.workflow.carrier.Carriers
import dev.landlord.workflow.engine.Handle
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.engine.Journal
import dev.landlord.workflow.engine.WaitSet
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.sleep
import java.lang.management.ManagementFactory
import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.system.exitProcess
import kotlin.time.Duration.Companion.days

/**
 * The heap and the threads that runs hold while they wait; the argument is the number of runs, by
 * default 100,000. There are at most 500 platform threads, so 240 runs wait there, after as many to
 * warm up.
 */
public fun main(arguments: Array<String>) {
    val written = arguments.firstOrNull() ?: "100000"
    val number = written.toIntOrNull()?.takeIf { it > 0 }
    if (number == null) {
        System.err.println("parked-bodies: expected a number of runs, got $written")
        exitProcess(2)
    }
    measure("Kotlin", number, isThread = false) {
        landlordWorkflow<String, String> { input ->
            val first = input + workflowId
            val count = first.length
            sleep(count.days)
            first + count
        }
    }
    for (carriers in Carriers.available()) {
        val bounded = if (carriers == Carriers.PLATFORM_THREAD) minOf(number, 240) else number
        measure("Java on ${carriers.propertyValue()}", bounded, carriers.holdThreads()) {
            definitionOf(Waiting(), carriers)
        }
    }
}

private fun measure(
    what: String,
    number: Int,
    isThread: Boolean,
    workflow: () -> WorkflowDefinition<String, String>,
) {
    val definition = workflow()
    val warmUp = {
        val parked = ArrayList<Continuation<*>>()
        repeat(number) { park(definition, parked) }
    }
    // Interpreted frames are larger than those of a service that has run for a while. Threads stay
    // when they are dropped, so that there is one round of them.
    if (isThread) warmUp()
    else WarmUp.untilCompiled(ProcessHandle.current().pid()) { repeat(10) { warmUp() } }
    val parked = ArrayList<Continuation<*>>(number)
    val threads = ManagementFactory.getThreadMXBean().threadCount
    val before = usedHeap()
    repeat(number) { park(definition, parked) }
    val bytes = usedHeap() - before
    val more = ManagementFactory.getThreadMXBean().threadCount - threads
    println(
        "%-26s %,9d runs wait: %,5d bytes each, %,5d MB, %,d platform threads"
            .format(what, number, bytes / number, bytes / 1_000_000, more)
    )
    check(parked.size == number)
}

private fun park(
    definition: WorkflowDefinition<String, String>,
    parked: MutableList<Continuation<*>>,
) {
    val run: suspend () -> String = {
        WorkflowRun(definition, SilentJournal(parked)).run("x")
    }
    val result = run.startCoroutineUninterceptedOrReturn(Continuation(EmptyCoroutineContext) {})
    check(result === COROUTINE_SUSPENDED)
}

/** A journal in which nothing ever settles. */
private class SilentJournal(private val parked: MutableList<Continuation<*>>) :
    Journal by STORES_NOTHING {
    override suspend fun next(waiting: WaitSet): Handle? =
        suspendCoroutineUninterceptedOrReturn { caller ->
            parked += caller
            COROUTINE_SUSPENDED
        }
}

private val STORES_NOTHING = InstantJournal()

private fun usedHeap(): Long {
    repeat(4) {
        System.gc()
        Thread.sleep(100)
    }
    return Runtime.getRuntime().run { totalMemory() - freeMemory() }
}
