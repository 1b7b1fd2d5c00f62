@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.java

import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.ApprovalTimedOut
import dev.landlord.workflow.Approved
import dev.landlord.workflow.DecisionInput
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.approval
import dev.landlord.workflow.approval.approve
import dev.landlord.workflow.approval.status
import dev.landlord.workflow.awaitApproval
import dev.landlord.workflow.awaitDecision
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.awakeable
import dev.landlord.workflow.blocking.definitionOf
import dev.landlord.workflow.call
import dev.landlord.workflow.carrier.Carriers
import dev.landlord.workflow.compensate
import dev.landlord.workflow.compensateWith
import dev.landlord.workflow.continueAs
import dev.landlord.workflow.contract.Errands
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.fail
import dev.landlord.workflow.forEachParallel
import dev.landlord.workflow.java.VerbBodies.Size
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.poll
import dev.landlord.workflow.promise
import dev.landlord.workflow.query
import dev.landlord.workflow.race
import dev.landlord.workflow.remindEvery
import dev.landlord.workflow.saga
import dev.landlord.workflow.send
import dev.landlord.workflow.signal
import dev.landlord.workflow.signal.send
import dev.landlord.workflow.sleep
import dev.landlord.workflow.state
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.journal.JournalFile
import dev.landlord.workflow.testing.journal.awakeableId
import dev.landlord.workflow.testing.memory.InMemoryRun
import dev.landlord.workflow.testing.memory.inMemoryRun
import dev.landlord.workflow.testing.runWorkflowTest
import dev.landlord.workflow.testing.story.StorySimulation
import dev.landlord.workflow.withTimeout
import dev.restate.common.Slice
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.maps.shouldHaveKeys
import io.kotest.matchers.shouldBe
import java.time.Instant
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** Each verb of a body in Java writes the journal that it writes in Kotlin. */
class JavaVerbsTest :
    FunSpec({
        val twins = KotlinTwins()

        test("each body in Java has a twin in Kotlin") {
            VerbBodies.all().shouldHaveKeys(*twins.bodies.keys.toTypedArray())
            twins.bodies.size shouldBe VerbBodies.all().size
        }

        test("a step in Java may give null, on a replay too") {
            runWorkflowTest(definitionOf(VerbBodies.Null())) {
                crashAfterEveryEntry()
                start("x")
                expectResult("got null")
            }
        }

        for ((input, what) in
            listOf("result" to "the result of the workflow", "promise" to "promise \"ready\"")) {
            test("null for $what is a terminal failure, and the run is undone") {
                runWorkflowTest(definitionOf(VerbBodies.Missing())) {
                    start(input)
                    expectFailure(
                        "[LW173] $what: expected a value of the type String, found null. Give a " +
                            "value; in Java, the type Void has none."
                    )
                    expectUndone("undo")
                }
            }
        }

        for (carriers in Carriers.available()) {
            val name = carriers.propertyValue()
            test("a log is used in steps, branches, undo actions and other threads, on a $name") {
                runWorkflowTest(definitionOf(VerbBodies.Logging(), carriers)) {
                    crashAfterEveryEntry()
                    start("x")
                    expectFailure("end")
                    expectUndone("undo")
                }
            }

            test("a step without a value gives null, on a $name") {
                runWorkflowTest(definitionOf(VerbBodies.Nothing(), carriers)) {
                    crashAfterEveryEntry()
                    start("x")
                    expectResult("got null")
                }
            }
        }

        for ((name, body) in twins.bodies) {
            for (carriers in Carriers.available()) {
                test("$name, on a ${carriers.propertyValue()}") {
                    val java = VerbBodies.all().getValue(name)
                    val kotlin = landlordWorkflow<String, String> { body(it) }
                    val expected = journal(kotlin, twins.finance, twins.legal, twins.resized)
                    val actual =
                        journal(
                            definitionOf(java, carriers),
                            java.finance,
                            java.legal,
                            java.resized,
                        )
                    actual shouldBe expected
                }
            }
        }
    })

/** Runs the workflow with its callers, and returns the journal as text. */
private suspend fun journal(
    workflow: WorkflowDefinition<String, String>,
    finance: dev.landlord.workflow.Approval<Int>,
    legal: dev.landlord.workflow.Approval<*>,
    resized: dev.landlord.workflow.Signal<String>,
): String {
    val simulation = StorySimulation()
    val run = inMemoryRun(workflow, "go", simulation, services = Errands.inMemory())
    run.proceed()
    if (run.journal.end == null) {
        run.callBy(finance, legal, resized)
        simulation.until = Instant.MAX
        run.proceed()
    }
    checkNotNull(run.journal.end) { "the run has not ended" }
    return JournalFile.write(run.journal)
}

/** Sends what the bodies wait for. */
@Suppress("UNCHECKED_CAST")
private suspend fun InMemoryRun<String>.callBy(
    finance: dev.landlord.workflow.Approval<Int>,
    legal: dev.landlord.workflow.Approval<*>,
    resized: dev.landlord.workflow.Signal<String>,
) {
    if (journal.commands.last().name == "ask") {
        resolveAwakeable(awakeableId(journal.invocationId, 0), Slice.wrap("42"))
    } else if (handlerPort().status().approvals.isEmpty()) {
        handlerPort().send(resized, "big")
    } else if (handlerPort().status().approvals.none { it.expiresAt != null }) {
        handlerPort().approve(finance, ApprovalInput("alice", 5))
        proceed()
        handlerPort().approve(legal as dev.landlord.workflow.Approval<Unit>, DecisionInput("carol"))
        proceed()
        handlerPort().approve(finance, ApprovalInput("dora", 6, request = 2))
    }
    proceed()
}

/** The bodies of [VerbBodies] in Kotlin. */
private class KotlinTwins {
    val finance by approval<Int>()
    val legal by approval<Unit>()
    val resized by signal<String>()
    val progress by query<String>()
    val ready by promise<String>()
    val count by state<Int>()
    private var calls = 0

    val bodies: Map<String, suspend WorkflowScope.(String) -> String> =
        mapOf(
            "steps" to
                {
                    step("no result") {}
                    val text = step("text") { "text of $it" }
                    val size = step("record") { Size(2, listOf("a")) }
                    val sizes = step("list") { listOf(size, size) }
                    val number = step("int", RetryPolicy.NONE) { 7 }
                    step("limited", timeout = 5.seconds) {}
                    "$text${size.cores}${sizes.size}$number"
                },
            "undo" to
                {
                    compensate("first") {}
                    compensateWith("second") {
                        step("of the undo body") {}
                        sleep(5.milliseconds)
                    }
                    compensate("third", RetryPolicy.NONE) {}
                    fail("enough", 418)
                },
            "decisions" to
                {
                    val budget =
                        awaitApproval(finance.request(subject = "chairs", requestedBy = "bob")) {}
                    awaitApproval(legal)
                    val again = awaitDecision(finance)
                    "$budget null ${(again as? Approved)?.value ?: -1}"
                },
            "reminders" to
                {
                    val daily = remindEvery(1.days) {}
                    try {
                        "${awaitApproval(finance.request(within = 3.days, reminder = daily)) {}}"
                    } catch (_: ApprovalTimedOut) {
                        "${awaitDecision(finance.request(within = 3.days, reminder = daily)) {}}"
                    }
                },
            "values" to
                {
                    progress.publish("started")
                    count.set((count.get() ?: 0) + 1)
                    count.set((count.get() ?: 0) + 1)
                    val size = awaitSignal(resized)
                    val first = ready.complete("go")
                    val second = ready.complete("no")
                    "$size$first$second${ready.await()}${count.get()}"
                },
            "awakeable" to
                {
                    val payment = awakeable<Int>()
                    step("ask") {}
                    "${payment.await()} ${payment.await()}"
                },
            "services" to
                {
                    val now = call(Errands.greet("Ada"))
                    val sent = send(Errands.greet("Bob"))
                    val later = send(Errands.greet("Eve"), 10.milliseconds)
                    val attached = sent.attach()
                    later.cancel()
                    now + attached
                },
            "branches" to
                {
                    val (left, right) = parallel({ step("left") { "l" } }, { step("right") { 2 } })
                    val seen =
                        parallel(
                            listOf("one" to "1", "two" to "2").map { (name, value) ->
                                val branch: suspend WorkflowScope.() -> String = {
                                    step(name) { value }
                                }
                                branch
                            }
                        )
                    val each = forEachParallel(listOf("x", "y", "z")) { step("item") { it } }
                    val first =
                        race(
                            { step("quick") { "quick" } },
                            {
                                sleep(1.hours)
                                "slow"
                            },
                        )
                    saga { step("in a saga") {} }
                    withTimeout(1.hours) { step("in time") {} }
                    "$left$right${seen.size}$each$first"
                },
            "polls" to
                {
                    poll("ready", 10.milliseconds, 1.seconds, 2.0, 30.milliseconds) {
                        ++calls % 3 == 0
                    }
                    poll("list", 10.milliseconds, 1.seconds) { listOf(1) }
                    poll("address", 10.milliseconds, 1.seconds) {
                        if (++calls % 3 == 0) "here" else null
                    }
                },
            "continue" to
                {
                    continueAs("next", "more", 1.hours)
                    workflowId
                },
        )
}
