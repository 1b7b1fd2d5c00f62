package dev.landlord.workflow.testing.journal

import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.now
import dev.landlord.workflow.parallel
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.memory.inMemoryRun
import dev.landlord.workflow.testing.replay.Schedule
import dev.landlord.workflow.testing.replay.ScheduledSimulation
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import kotlin.io.path.Path
import kotlin.io.path.readLines
import kotlin.time.Duration.Companion.seconds

/** The comment at the end of a line below is the expected name of the line in the journal. */
class SourceLinesTest :
    FunSpec({
        test("every operation knows the line it was called on") {
            val run = inMemoryRun(everywhere, "", ScheduledSimulation(Schedule()), isTraced = true)
            run.proceed()
            val file = "src/test/kotlin/dev/landlord/workflow/testing/journal/SourceLinesTest.kt"
            val marked =
                Path(file).readLines().mapIndexedNotNull { index, line ->
                    val name = line.substringAfter(" // at" + ": ", "").takeIf { it.isNotEmpty() }
                    name?.let { "$it at SourceLinesTest.kt:${index + 1}" }
                }
            run.journal.commands
                .map { "${it.name.ifEmpty { "sleep" }} at ${it.source.substringBefore(",")}" }
                .sorted() shouldContainExactly marked.sorted()
        }
    })

private val everywhere =
    landlordWorkflow<String, String> { input ->
        step("plain") { "plain" } // at: plain
        step("unit") {} // at: unit
        val length = step("in an expression") { "x" }.length + input.length // at: in an expression
        sleep(1.seconds) // at: sleep
        step( // at: on lines
            "on lines",
            retry = null,
        ) {
            check(length > 0)
        }
        log.info { "between" }
        if (now().toEpochMilli() > 0) helper() // at: now
        for (n in 1..1) step("in a loop") { n } // at: in a loop
        parallel(
            { step("in a branch") { "a" } }, // at: in a branch
            {
                sleep(1.seconds) // at: sleep
                deeper()
            },
        )
        "$length"
    }

private suspend fun WorkflowScope.helper() {
    step("in a helper") {} // at: in a helper
    step("in a helper #2") {} // at: in a helper #2
}

private suspend fun WorkflowScope.deeper(): String {
    val answer = step("deeper") { "b" } // at: deeper
    return answer.trim()
}
