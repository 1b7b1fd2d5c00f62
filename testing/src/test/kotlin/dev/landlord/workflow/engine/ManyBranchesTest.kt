package dev.landlord.workflow.engine

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.compensate
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.forEachParallel
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.race
import dev.landlord.workflow.restate.run
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.http.post
import dev.landlord.workflow.testing.memory.inMemoryRun
import dev.landlord.workflow.testing.replay.Schedule
import dev.landlord.workflow.testing.replay.ScheduledSimulation
import dev.landlord.workflow.testing.server.ServerMode
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import java.lang.management.ManagementFactory
import kotlin.time.Duration.Companion.days
import kotlinx.coroutines.runBlocking

/** The cost of many branches, and that a realistic number of them ends on the real server. */
class ManyBranchesTest :
    FunSpec({
        val branches =
            landlordWorkflow<String, String> { count ->
                forEachParallel(1..count.toInt()) { n -> step("work") { n } }.sum().toString()
            }
        val racing =
            landlordWorkflow<String, String> { count ->
                forEachParallel(1..count.toInt()) { n ->
                        race(
                            { sleep(1.days) },
                            { step("work") { n }.also { compensate("undo work") {} } },
                        )
                        n
                    }
                    .sum()
                    .toString()
            }

        for ((name, workflow) in listOf("of a step" to branches, "that race" to racing)) {
            test("scheduling costs the same for each of 100, 1,000 and 10,000 branches $name") {
                repeat(20) { workflow.allocated(1_000) }
                val each = listOf(100, 1_000, 10_000).map { it to workflow.allocated(it) / it }
                val times = listOf(100, 1_000, 10_000).map { it to workflow.micros(it) / it }
                println("a branch $name: bytes $each, microseconds $times")
                val (few, _, many) = each.map { it.second }
                // Growing maps and lists double, so the cost is not exactly linear.
                withClue("$each") { many shouldBeLessThan 1.5 * few }
                // A quadratic cost would be a hundred times as high.
                val (quick, _, slow) = times.map { it.second }
                withClue("$times") { slow shouldBeLessThan 10 * quick }
            }
        }

        for (mode in ServerMode.entries) {
            test("1,000 branches with a step each end on a server in mode $mode") {
                val options = RestateServer.options()
                if (mode == ServerMode.ALWAYS_REPLAY) options.alwaysReplay()
                options.start().use { server ->
                    val service =
                        stringService("Branches") { context, input -> branches.run(context, input) }
                    serve(port = 0) { bind(service) }
                        .use { served ->
                            server.admin().register(served.uri())
                            val url = server.ingressUrl().resolve("/Branches/many/run")
                            val begun = System.nanoTime()
                            post(url, "\"1000\"") shouldBe (200 to "\"500500\"")
                            val millis = (System.nanoTime() - begun) / 1_000_000
                            println("1,000 branches of a step in mode $mode: $millis ms")
                        }
                }
            }
        }
    })

private fun WorkflowDefinition<String, String>.end(count: Int) {
    val run = inMemoryRun(this, "$count", ScheduledSimulation(Schedule()), isQuiet = true)
    runBlocking { run.proceed() }
    run.result shouldBe "${count * (count + 1) / 2}"
}

/** The bytes that this thread has allocated. */
private fun WorkflowDefinition<String, String>.allocated(count: Int): Double {
    val threads = ManagementFactory.getThreadMXBean() as com.sun.management.ThreadMXBean
    val before = threads.currentThreadAllocatedBytes
    end(count)
    return (threads.currentThreadAllocatedBytes - before).toDouble()
}

/** The minimum of several measurements. */
private fun WorkflowDefinition<String, String>.micros(count: Int): Double =
    (1..5).minOf {
        val begun = System.nanoTime()
        end(count)
        (System.nanoTime() - begun) / 1_000.0
    }
