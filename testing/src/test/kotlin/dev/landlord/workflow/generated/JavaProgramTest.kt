@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.generated

import dev.landlord.workflow.Campaign
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.blocking.blocking
import dev.landlord.workflow.blocking.definitionOf
import dev.landlord.workflow.carrier.Carriers
import dev.landlord.workflow.contract.Errands
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.testing.journal.JournalFile
import dev.landlord.workflow.testing.memory.inMemoryRun
import dev.landlord.workflow.testing.replay.Schedule
import dev.landlord.workflow.testing.replay.ScheduledSimulation
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.long
import io.kotest.property.arbitrary.orNull
import io.kotest.property.checkAll

/** A program in Kotlin and in Java has one journal, byte for byte. */
class JavaProgramTest :
    FunSpec({
        for (carriers in Carriers.available()) {
            test("the journal of a Java body on a ${carriers.propertyValue()} is that in Kotlin") {
                checkAll(
                    Campaign.rounds(bounded = 150, full = 3_000),
                    Arb.workflow(),
                    Arb.long(0..Long.MAX_VALUE),
                    Arb.int(1..30).orNull(),
                    Arb.int(1..30).orNull(),
                ) { program, order, crashAfter, cancelAfter ->
                    val schedule = Schedule(order, setOfNotNull(crashAfter), cancelAfter)
                    val kotlin = journal(schedule) { workflow(program, it) }
                    withClue("$schedule") {
                        journal(schedule) {
                            definitionOf(JavaProgram(program, it), carriers)
                        } shouldBe kotlin
                        journal(schedule) { workflow(program, it).blocking(carriers) } shouldBe
                            kotlin
                    }
                }
            }
        }
    })

private suspend fun journal(
    schedule: Schedule,
    definition: (Effects) -> WorkflowDefinition<String, String>,
): String {
    val simulation = ScheduledSimulation(schedule)
    val run = inMemoryRun(definition(Effects()), "go", simulation, services = Errands.inMemory())
    run.proceed()
    return JournalFile.write(run.journal)
}
