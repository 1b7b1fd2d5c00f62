package dev.landlord.workflow.approval

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.DecisionKeys
import dev.landlord.workflow.PendingApproval
import dev.landlord.workflow.awaitApproval
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.contract.Desk
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.remindEvery
import dev.landlord.workflow.restate.run
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.checkGoldenJournals
import dev.landlord.workflow.testing.http.get
import dev.landlord.workflow.testing.http.post
import dev.landlord.workflow.testing.landlordReplay
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.booleans.shouldBeTrue
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** The journal entries of approvals and signals on a server can be replayed in memory. */
class ApprovalReplayTest :
    FunSpec({
        test("runs with approvals and signals replay at every entry, ended runs too") {
            val desk =
                Desk(within = 2.days) {
                    tokens(DecisionKeys.of("k:bmV3IG5ldyBuZXcgbmV3IG5ldyBuZXcgbmV3IG5ldyE="))
                }
            val reminded = AtomicInteger()
            val hasGoneOn = AtomicBoolean()
            val notified = CopyOnWriteArrayList<PendingApproval>()
            val definition =
                landlordWorkflow<String, String> {
                    val size = awaitSignal(desk.resized)
                    with(desk) { progress.publish("sized") }
                    val value =
                        awaitApproval(
                            desk.finance.request(
                                subject = size,
                                reminder = remindEvery(1.seconds) { reminded.incrementAndGet() },
                            )
                        ) {
                            notified += it
                        }
                    step("go on") { hasGoneOn.set(true) }
                    "$size $value ${awaitSignal(desk.resized)}"
                }
            RestateServer.start().use { server ->
                serve(port = 0) {
                        bind(
                            stringService("Asking", definition, { desk }) { context, input ->
                                definition.run(context, input)
                            }
                        )
                    }
                    .use { service ->
                        server.admin().register(server.serviceUrl(service.port()))
                        val ingress = server.ingressUrl()
                        val run = ingress.resolve("/Asking/a/")
                        val folder = tempdir().toPath()

                        fun isSafe() =
                            landlordReplay(server.adminUrl(), "Asking", folder) { definition }
                                .also { withClue(it) { it.isSafe.shouldBeTrue() } }
                                .executions
                                .size

                        fun resolve(json: String) {
                            val id = notified.last().id
                            post(ingress.resolve("/restate/awakeables/$id/resolve"), json)
                        }

                        post(run.resolve("run/send"), "\"\"").first shouldBe 202
                        eventually(2.minutes) {
                            post(run.resolve("resized"), "\"L\"").first shouldBe 200
                        }
                        eventually(2.minutes) { notified shouldHaveSize 1 }
                        resolve("\"x\"")
                        eventually(2.minutes) { notified shouldHaveSize 2 }
                        isSafe() shouldBe 1
                        eventually(2.minutes) { reminded.get() shouldBeGreaterThan 0 }
                        isSafe() shouldBe 1
                        val token = notified.last().token("alice")
                        resolve(
                            """{"decision":"approved","actor":"alice","value":5,"token":"$token"}"""
                        )
                        eventually(2.minutes) {
                            get(run.resolve("status")).second shouldContain "APPROVED"
                        }
                        eventually(2.minutes) { hasGoneOn.get().shouldBeTrue() }
                        isSafe() shouldBe 1
                        get(run.resolve("progress")) shouldBe (200 to "\"sized\"")
                        post(run.resolve("resized"), "\"M\"").first shouldBe 200
                        get(ingress.resolve("/restate/workflow/Asking/a/attach")).second shouldBe
                            "\"L 5 M\""
                        checkGoldenJournals(folder) { definition }
                    }
            }
        }
    })
