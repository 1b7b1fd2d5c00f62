package dev.landlord.docs

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.AlreadyDecided
import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.ApprovalOutcome
import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.DecisionInput
import dev.landlord.workflow.DecisionKeys
import dev.landlord.workflow.PendingApproval
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.testing.ReplayOptions
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.runWorkflowTest
import dev.restate.client.IngressException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlin.io.path.Path
import kotlin.io.path.readText
import kotlin.time.Duration.Companion.days
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject

/** Runs the guide's code for approvals, signals and queries. */
class HireTest :
    FunSpec({
        val keys = DecisionKeys.of("2026-11:bmV3IG5ldyBuZXcgbmV3IG5ldyBuZXcgbmV3IG5ldyE=")
        val ada = Candidate("Ada", manager = "bob")

        // region: story
        test("finance approves, and Ada signs") {
            val office = FakeOffice()
            val hire = Hire(office, keys)
            runWorkflowTest(hire.workflow) {
                start(ada)
                expectWaitingFor("salary")
                advanceBy(2.days) // two reminders
                val token = office.mailed.token("dora")
                approve(hire.salary, ApprovalInput("dora", Salary(100), token = token))
                read(hire.stage) shouldBe "waiting for a signature"
                send(hire.signed, "2026-12-01")
                expectResult("Ada gets 100, signed on 2026-12-01")
            }
        }

        test("every decision and signal replays the same way") {
            val office = FakeOffice()
            val hire = Hire(office, keys)
            checkReplayDeterminism(
                listOf(ada),
                ReplayOptions(
                    whenWaiting = {
                        val token = office.mailed.token("dora")
                        approve(hire.salary, ApprovalInput("dora", Salary(100), token = token))
                        send(hire.signed, "2026-12-01")
                    }
                ),
            ) {
                Hire(office, keys).workflow
            }
        }
        // endregion

        test("an approval has a value, and a timeout ends the request") {
            val bonus = Bonus()
            runWorkflowTest(bonus.workflow) {
                start("Ada")
                advanceBy(30.days)
                status().approvals.map { it.outcome } shouldBe
                    listOf(ApprovalOutcome.TIMED_OUT, ApprovalOutcome.PENDING)
                approve(bonus.board, "carol", Salary(7))
                expectResult("7, says carol")
            }
            val leave = Leave { it == "carol" }
            runWorkflowTest(leave.workflow) {
                start("Ada")
                approve(leave.manager, DecisionInput("carol"), headers = mapOf("x-user" to "carol"))
                expectResult("enjoy")
            }
        }

        test("the commands of the guide decide over plain HTTP") {
            val mails = LinkedBlockingQueue<PendingApproval>()
            val office =
                object : FakeOffice() {
                    override fun mail(to: String, about: PendingApproval) {
                        mails += about
                    }
                }
            RestateServer.start().use { restate ->
                serve(port = 0) { bind(HireService(Hire(office, keys))) }
                    .use { service ->
                        restate.admin().register(service.uri())
                        val hire = restate.ingressUrl().resolve("/Hire/ada/")
                        post(hire.resolve("run/send"), """{"name": "Ada", "manager": "bob"}""")
                        val token = checkNotNull(mails.poll(20, TimeUnit.SECONDS)).token("dora")
                        post(
                                hire.resolve("approveSalary"),
                                """{"actor": "dora", "value": {"amount": 100}, "reason": "in budget", "token": "$token"}""",
                            )
                            .statusCode() shouldBe 200
                        val client =
                            HireServiceClient.connect(restate.ingressUrl().toString(), "ada")
                        val mine = ApprovalInput("dora", Salary(100), "in budget", token)
                        val first = client.approveSalary(mine)
                        first.outcome shouldBe ApprovalOutcome.APPROVED
                        JavaDeciding.approve(
                            "${restate.ingressUrl()}",
                            "ada",
                            Salary(100),
                            token,
                        ) shouldBe first
                        val refused =
                            shouldThrow<IngressException> {
                                client.approveSalary(
                                    ApprovalInput("dora", Salary(90), "in budget", token)
                                )
                            }
                        (BusinessFailure.from(refused.message) as AlreadyDecided)
                            .first
                            .actor shouldBe "dora"
                        client.signed("2026-12-01")
                        get(
                            restate.ingressUrl().resolve("/restate/workflow/Hire/ada/attach")
                        ) shouldBe "\"Ada gets 100, signed on 2026-12-01\""
                        get(hire.resolve("stage")) shouldBe "\"waiting for a signature\""
                        shape(get(hire.resolve("status"))) shouldBe
                            shape(Path("src/test/resources/approvals.json").readText())
                    }
            }
        }
    })

/** The status without its times. */
private fun shape(status: String): JsonObject {
    val json = Json.parseToJsonElement(status).jsonObject
    val approval = json.getValue("approvals").jsonArray.single().jsonObject
    return JsonObject(approval - listOf("requestedAt", "expiresAt", "at"))
}

private open class FakeOffice : Office {
    lateinit var mailed: PendingApproval

    override fun open(candidate: Candidate) = "position of ${candidate.name}"

    override fun close(position: String) {}

    override fun mail(to: String, about: PendingApproval) {
        mailed = about
    }

    override fun sendContract(candidate: Candidate, salary: Salary) = "contract"
}
