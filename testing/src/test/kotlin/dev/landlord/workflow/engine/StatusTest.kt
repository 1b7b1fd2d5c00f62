package dev.landlord.workflow.engine

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.compensate
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.http.get
import dev.landlord.workflow.testing.http.patch
import dev.landlord.workflow.testing.http.post
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.shouldBe
import java.net.URLEncoder
import java.util.concurrent.ConcurrentHashMap
import kotlin.concurrent.thread
import kotlin.time.Duration.Companion.minutes

/** The answers of `status` for runs that do not exist, are in progress, or were stopped. */
class StatusTest :
    FunSpec({
        val server by lazy { RestateServer.start() }
        afterSpec { server.close() }

        val atStep = Gate()
        val atUndo = Gate()
        val workflow =
            landlordWorkflow<String, String> { input ->
                compensate("last") {}
                compensate("held") { if (input == "hold") atUndo.pass() }
                compensate("first") {}
                step("work") { if (input == "hold") atStep.pass() }
                if (input == "well") "well" else fail("lost", 502)
            }
        val service by lazy {
            serve(port = 0) { bind(stringService("Order", workflow)) }
                .also { server.admin().register(it.uri()) }
        }
        afterSpec { service.close() }

        fun send(key: String, json: String, how: String = "") =
            post(server.ingressUrl().resolve("/Order/${encoded(key)}/run$how"), json)
        fun ask(key: String) = get(server.ingressUrl().resolve("/Order/${encoded(key)}/status"))
        fun status(key: String): JsonNode = JSON.readTree(ask(key).second)
        fun invocation(key: String) =
            server
                .admin()
                .query("select id from sys_invocation where target = 'Order/$key/run'")
                .single()["id"]
                .asText()

        test("no run of the key: 404, with a remedy") {
            service.port()
            val (code, body) = ask("unknown")
            code shouldBe 404
            JSON.readTree(body)["message"].asText() shouldBe
                "[LW113] Order/unknown: expected the key of a run, found no run, or one whose " +
                    "retention has ended. Check the key; `run` starts a run."
        }

        test("cancelling a run that does not exist is refused with the same message") {
            service.port()
            val (code, body) = get(server.ingressUrl().resolve("/Order/unknown/cancel"))
            code shouldBe 404
            JSON.readTree(body)["message"].asText() shouldBe
                JSON.readTree(ask("unknown").second)["message"].asText()
        }

        test("running, then compensating with undone and pending actions, then killed") {
            service.port()
            send("held", "\"hold\"", "/send")
            atStep.awaitEntered()
            status("held") shouldBe JSON.readTree("""{"phase":"RUNNING"}""")

            atStep.open()
            atUndo.awaitEntered()
            status("held") shouldBe
                JSON.readTree(
                    """
                    {
                      "phase": "COMPENSATING",
                      "undo": [
                        {"name": "first", "outcome": "DONE"},
                        {"name": "held", "outcome": "PENDING"},
                        {"name": "last", "outcome": "PENDING"}
                      ],
                      "failure": {"code": 502, "message": "lost"}
                    }
                    """
                )

            patch(server.adminUrl().resolve("/invocations/${invocation("held")}/kill"))
            eventually(2.minutes) { status("held")["phase"].asText() shouldBe "FAILED" }
            status("held")["undo"].map { it["outcome"].asText() } shouldBe
                listOf("DONE", "PENDING", "PENDING")
            status("held")["failure"] shouldBe JSON.readTree("""{"code":409,"message":"killed"}""")
            atUndo.open()
        }

        test("status at any moment reports no end but the actual one") {
            service.port()
            val phases = ConcurrentHashMap.newKeySet<List<String>>()
            val runs =
                (1..4).map { n ->
                    thread {
                        for (run in 1..40) {
                            val key = "race-$n-$run"
                            send(key, "\"fail\"", "/send")
                            val seen = LinkedHashSet<String>()
                            do seen += status(key)["phase"].asText() while (seen.last() !in ENDS)
                            phases += seen.toList()
                        }
                    }
                }
            runs.forEach { it.join() }
            phases.map { it.last() }.toSet() shouldBe setOf("COMPENSATED")
            for (phase in phases.flatMap { it.dropLast(1) }) {
                phase shouldBeIn setOf("RUNNING", "COMPENSATING")
            }
        }

        test("a run whose input was refused has failed") {
            service.port()
            send("refused", "{}").first shouldBe 400
            status("refused")["phase"].asText() shouldBe "FAILED"
            status("refused")["failure"]["code"].asInt() shouldBe 400
        }

        test("status finds a run with any key") {
            service.port()
            for (key in listOf("a", "käse & €", "a/b", "x".repeat(17), "y".repeat(300))) {
                send(key, "\"well\"").first shouldBe 200
                status(key) shouldBe JSON.readTree("""{"phase":"COMPLETED"}""")
            }
        }

        test("a status request leaves nothing behind") {
            service.port()
            send("left", "\"well\"")
            repeat(3) { ask("left") }
            eventually(2.minutes) {
                server
                    .admin()
                    .query(
                        "select id from sys_invocation where target_service_name = 'Order' " +
                            "and target_handler_name = 'status'"
                    )
                    .size shouldBe 0
            }
        }

        test("a status request adds no entry to the journal of the run") {
            service.port()
            send("asked", "\"well\"")
            fun entries() =
                server
                    .admin()
                    .query("select index from sys_journal where id = '${invocation("asked")}'")
                    .size
            val before = entries()
            repeat(3) { ask("asked") }
            entries() shouldBe before
            before shouldBe 4 // input, the step and its result, output
        }
    })

private val ENDS = setOf("COMPLETED", "COMPENSATED", "PARTIALLY_COMPENSATED", "CANCELLED", "FAILED")

private fun encoded(key: String) = URLEncoder.encode(key, Charsets.UTF_8).replace("+", "%20")

private val JSON = ObjectMapper()
