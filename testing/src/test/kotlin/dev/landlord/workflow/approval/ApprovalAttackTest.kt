@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.approval

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.DecisionKeys
import dev.landlord.workflow.PendingApproval
import dev.landlord.workflow.TimedOut
import dev.landlord.workflow.WorkflowStatus
import dev.landlord.workflow.awaitApproval
import dev.landlord.workflow.awaitDecision
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.contract.Desk
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.restate.run
import dev.landlord.workflow.restate.runInvocationId
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.testing.http.get
import dev.landlord.workflow.testing.http.patch
import dev.landlord.workflow.testing.http.post
import dev.landlord.workflow.testing.journal.awakeableId
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.time.Instant
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CountDownLatch
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlinx.serialization.json.Json

/**
 * Attacks and mistakes of callers over plain HTTP: none of them decides an approval, each has its
 * own answer, nothing is retried, the run's journal stays as it is, and the real approver can still
 * decide. Attacks on tokens are in [dev.landlord.workflow.contract.tokenContract].
 */
class ApprovalAttackTest :
    FunSpec({
        val notified = ConcurrentHashMap<String, PendingApproval>()
        val desk = Desk {
            tokens(DecisionKeys.of("k:bmV3IG5ldyBuZXcgbmV3IG5ldyBuZXcgbmV3IG5ldyE="))
            fourEyes()
        }
        val asking =
            landlordWorkflow<String, String> {
                awaitSignal(desk.resized)
                val key = workflowId
                val value =
                    awaitApproval(desk.finance.request(requestedBy = "bob")) { notified[key] = it }
                "$value"
            }

        fun bind(name: String) =
            stringService(name, asking, { desk }) { context, input -> asking.run(context, input) }

        val server = autoClose(RestateServer.start())
        val service = autoClose(serve(port = 0) { bind(bind("Asking")).bind(bind("Other")) })
        beforeSpec { server.admin().register(server.serviceUrl(service.port())) }

        fun url(path: String) = server.ingressUrl().resolve(path)

        fun invocation(key: String, verb: String) =
            server.adminUrl().resolve("/invocations/${runInvocationId("Asking", key)}/$verb")

        fun start(key: String) = post(url("/Asking/$key/run/send"), "\"go\"").first shouldBe 202

        suspend fun ask(key: String, service: String = "Asking"): PendingApproval {
            eventually(2.minutes) {
                post(url("/$service/$key/resized"), "\"ask\"").first shouldBe 200
            }
            return eventually(2.minutes) { notified.getValue(key) }
        }

        fun entries(key: String): List<String> =
            server
                .admin()
                .query(
                    "select index, entry_type from sys_journal " +
                        "where id = '${runInvocationId("Asking", key)}' order by index"
                )
                .map { it["entry_type"].asText() }

        fun decide(key: String, pending: PendingApproval) {
            val json = """{"actor":"alice","value":5,"token":"${pending.token("alice")}"}"""
            post(url("/Asking/$key/approveFinance"), json).first shouldBe 200
            get(url("/restate/workflow/Asking/$key/attach")) shouldBe (200 to "\"5\"")
        }

        fun shouldBeQuiet() =
            server
                .admin()
                .query(
                    "select target, status, retry_count from sys_invocation " +
                        "where target_handler_name <> 'run' and status <> 'completed'"
                )
                .shouldBeEmpty()

        test("resolving a computed awakeable id before, during or after the wait has no effect") {
            val key = "computed"
            val run = runInvocationId("Asking", key)
            val json = """{"decision":"approved","actor":"mallory","value":1000}"""
            fun resolve(number: Int) =
                post(url("/restate/awakeables/${awakeableId(run, number)}/resolve"), json)
                    .first shouldBe 202
            // Restate forgets a value from before the run, and keeps one from before the request.
            resolve(0)
            start(key)
            eventually(2.minutes) { get(url("/Asking/$key/status")).first shouldBe 200 }
            resolve(0)
            ask(key)
            suspend fun refused(count: Int) =
                eventually(2.minutes) {
                    val (_, status) = get(url("/Asking/$key/status"))
                    Regex("token: expected a decision token, which finance requires, found none")
                        .findAll(status)
                        .count() shouldBe count
                    status shouldContain "WAITING_FOR_APPROVAL"
                }
            refused(1)
            resolve(1)
            refused(2)
            resolve(2)
            refused(3)
            resolve(3)
            decide(key, notified.getValue(key))
            val done = entries(key)
            resolve(4)
            resolve(0)
            entries(key) shouldBe done
            get(url("/Asking/$key/status")).second shouldContain "\"actor\":\"alice\""
        }

        test("a malformed decision is refused with the field and the reason") {
            start("malformed")
            val pending = ask("malformed")
            eventually(2.minutes) {
                get(url("/Asking/malformed/status")).second shouldContain "PENDING"
            }
            val before =
                eventually(2.minutes) {
                    entries("malformed").also { read ->
                        read.count { it == "Notification: Run" } shouldBe 2
                    }
                }
            val token = pending.token("alice")
            val attempts =
                listOf(
                    "" to "Empty body not allowed",
                    "{" to "[LW114]",
                    "[]" to "[LW114]",
                    "{}" to "Fields [actor, value] are required",
                    """{"actor":"alice","value":"five","token":"$token"}""" to "\$.value",
                    """{"actor":"alice","value":null,"token":"$token"}""" to "\$.value",
                    """{"actor":"alice","token":"$token"}""" to "Field 'value' is required",
                    """{"actor":7,"value":5,"token":["$token"]}""" to "[LW114]",
                    """{"actor":" ","value":5,"token":"$token"}""" to
                        "actor: expected a name of 1 to 256 visible characters",
                    """{"actor":"alice","value":5,"reason":"${"x".repeat(5000)}","token":"$token"}""" to
                        "reason: expected text of at most 4096 characters",
                )
            for ((json, words) in attempts) {
                val (code, answer) = post(url("/Asking/malformed/approveFinance"), json)
                withClue("$json: $answer") {
                    code shouldBe 400
                    answer shouldContain words
                }
            }
            post(url("/Asking/malformed/rejectFinance"), """{"actor":3}""").first shouldBe 400
            shouldBeQuiet()
            entries("malformed") shouldBe before
            decide("malformed", pending)
        }

        test("an approval that is unknown, not yet requested, decided or over is refused") {
            val good = """{"actor":"alice","value":5,"token":"x.y.z"}"""
            post(url("/Asking/early/approveNothing"), good).first shouldBe 404
            post(url("/Asking/nobody/approveFinance"), good).let { (code, answer) ->
                code shouldBe 404
                answer shouldContain "[LW113] Asking/nobody"
            }
            get(url("/Asking/nobody/status")).first shouldBe 404
            get(url("/Asking/nobody/progress")).first shouldBe 404
            post(url("/Asking/nobody/resized"), "\"x\"").first shouldBe 404
            start("early")
            eventually(2.minutes) { get(url("/Asking/early/status")).first shouldBe 200 }
            post(url("/Asking/early/approveFinance"), good).let { (code, answer) ->
                code shouldBe 404
                answer shouldContain "finance has not been requested yet"
            }
            val pending = ask("early")
            decide("early", pending)
            val done = entries("early")
            val other = """{"actor":"carol","value":5,"token":"${pending.token("carol")}"}"""
            post(url("/Asking/early/approveFinance"), other).let { (code, answer) ->
                code shouldBe 409
                answer shouldContain "finance was approved by alice at "
            }
            post(url("/Asking/early/resized"), "\"late\"").let { (code, answer) ->
                code shouldBe 410
                answer shouldContain "the run has ended"
            }
            post(url("/Asking/early/approveLegal"), """{"actor":"alice"}""").let { (code, answer) ->
                code shouldBe 410
                answer shouldContain "the run has ended and did not request legal"
            }
            shouldBeQuiet()
            entries("early") shouldBe done
        }

        test("rejects a token of another run, another workflow or an earlier run of the key") {
            start("first")
            start("second")
            post(url("/Other/first/run/send"), "\"go\"").first shouldBe 202
            val first = ask("first")
            val second = ask("second")
            notified.remove("first")
            val other = ask("first", service = "Other")
            for (foreign in listOf(second, other)) {
                val json = """{"actor":"alice","value":5,"token":"${foreign.token("alice")}"}"""
                post(url("/Asking/first/approveFinance"), json).let { (code, answer) ->
                    code shouldBe 403
                    answer shouldContain "found one for another run"
                }
            }
            decide("first", first)
            val old = """{"actor":"alice","value":6,"token":"${first.token("alice")}"}"""
            patch(invocation("first", "purge"))
            start("first")
            notified.remove("first")
            val again = ask("first")
            post(url("/Asking/first/approveFinance"), old).let { (code, answer) ->
                code shouldBe 410
                answer shouldContain "found one for an earlier request"
            }
            decide("first", again)
            decide("second", second)
        }

        test("no decision is accepted after the deadline while the run notifies an approver") {
            val busy = CountDownLatch(1)
            val brief = Desk(within = 500.milliseconds)
            val slow =
                landlordWorkflow<String, String> {
                    when (awaitDecision(brief.finance) { busy.await() }) {
                        is TimedOut -> "timed out"
                        else -> "decided"
                    }
                }
            serve(port = 0) {
                    bind(
                        stringService("Slow", slow, { brief }) { context, input ->
                            slow.run(context, input)
                        }
                    )
                }
                .use { other ->
                    server.admin().register(server.serviceUrl(other.port()))
                    post(url("/Slow/a/run/send"), "\"go\"").first shouldBe 202
                    val expires =
                        eventually(2.minutes) {
                            val status = get(url("/Slow/a/status")).second
                            Json.decodeFromString<WorkflowStatus>(status)
                                .approvals
                                .single()
                                .expiresAt
                        }
                    eventually(2.minutes) { check(Instant.now().isAfter(expires)) }
                    val (code, answer) =
                        post(url("/Slow/a/approveFinance"), """{"actor":"alice","value":5}""")
                    code shouldBe 410
                    answer shouldContain "finance timed out at "
                    busy.countDown()
                    get(url("/restate/workflow/Slow/a/attach")).second shouldBe "\"timed out\""
                }
        }

        test("a killed run accepts no decision") {
            start("killed")
            val pending = ask("killed")
            eventually(2.minutes) {
                get(url("/Asking/killed/status")).second shouldContain "PENDING"
            }
            patch(invocation("killed", "kill"))
            val json = """{"actor":"alice","value":5,"token":"${pending.token("alice")}"}"""
            eventually(2.minutes) {
                post(url("/Asking/killed/approveFinance"), json).let { (code, answer) ->
                    code shouldBe 410
                    answer shouldContain "the request for finance was withdrawn: the run was killed"
                }
            }
            get(url("/Asking/killed/status")).second.let {
                it shouldContain "WITHDRAWN"
                it shouldContain "the run was killed"
            }
        }
    })
