package dev.landlord.docs

import dev.landlord.devserver.RestateServer
import dev.landlord.samples.recipes.cron.CronJob
import dev.landlord.samples.recipes.cron.CronJobService
import dev.landlord.workflow.DecisionKeys
import dev.landlord.workflow.PendingApproval
import dev.landlord.workflow.serve.serve
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import java.net.http.HttpClient
import java.net.http.HttpResponse.BodyHandlers
import java.nio.file.Path
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlin.io.path.Path
import kotlin.io.path.readText
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject

/** Every `curl` of the guide, in the order of the documents, on a real server. */
class GuideCommandsTest :
    FunSpec({
        val mails = LinkedBlockingQueue<PendingApproval>()
        val office =
            object : Office {
                override fun open(candidate: Candidate) = "position of ${candidate.name}"

                override fun close(position: String) = Unit

                override fun mail(to: String, about: PendingApproval) {
                    mails += about
                }

                override fun sendContract(candidate: Candidate, salary: Salary) = "contract"
            }
        val keys = DecisionKeys.of("2026-11:" + "A".repeat(43) + "=")
        val restate by lazy { RestateServer.start() }
        val service by lazy {
            serve(port = 0) {
                bind(PlaceOrderService(PlaceOrder(Shop())))
                bind(HireService(Hire(office, keys)))
                bind(CronJobService(CronJob {}))
            }
        }
        val done = HashSet<String>()

        beforeSpec { restate.admin().register(service.uri()) }
        afterSpec {
            service.close()
            restate.close()
        }

        /** Starts a run that waits for a decision. */
        fun hire(key: String): PendingApproval {
            post(
                restate.ingressUrl().resolve("/Hire/$key/run/send"),
                """{"name": "Ada", "manager": "bob"}""",
            )
            return checkNotNull(mails.poll(1, TimeUnit.MINUTES))
        }

        /** The run of a key that begins with [key], as soon as Restate shows it. */
        fun invocation(key: String): String {
            val query =
                "select id from sys_invocation where target_service_key like '$key%' " +
                    "and target_handler_name = 'run' and status <> 'completed'"
            val end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1)
            while (System.nanoTime() < end) {
                restate.admin().query(query).firstOrNull()?.let {
                    return it.path("id").asText()
                }
                Thread.sleep(50)
            }
            error("there is no run of $key")
        }

        /** Sends the commands of [document], with [values] for its placeholders. */
        fun send(document: String, vararg values: Pair<String, () -> String>) =
            curls(Path(document)).map { command ->
                done += "$document: $command"
                val request =
                    Curl(command).request(restate.ingressUrl(), restate.adminUrl()) { text ->
                        values.fold(text) { filled, (open, value) ->
                            if (open in filled) filled.replace(open, value()) else filled
                        }
                    }
                command to HttpClient.newHttpClient().send(request, BodyHandlers.ofString())
            }

        test("fault 18: serving.md: an order is placed, once") {
            val answers = send("serving.md").map { it.second }
            answers.map { it.statusCode() } shouldContainExactly listOf(200, 202, 200)
            answers[0].body() shouldStartWith """{"payment":"payment-"""
            answers[1].body() shouldContain "PreviouslyAccepted"
            answers[2].body() shouldBe answers[0].body()
        }

        test(
            "fault 18: approvals.md: the first decision counts, and its answer has the request"
        ) {
            val pending = hire("ada")
            val (approved, rejected, resolved) =
                send(
                        "approvals.md",
                        "\"token\": \"…\"" to { "\"token\": \"${pending.token("dora")}\"" },
                        "sign_1PLACEHOLDER" to { pending.id },
                    )
                    .map { it.second }
            approved.statusCode() shouldBe 200
            shape(approved.body()) shouldBe
                shape(Path("src/test/resources/decided.json").readText())
            rejected.statusCode() shouldBe 409
            resolved.statusCode() shouldBe 202
        }

        test(
            "fault 18: operating.md: queries return rows; runs are resumed, cancelled and killed"
        ) {
            hire("eve")
            var waiting = 0
            val answers =
                send(
                    "operating.md",
                    "inv_PLACEHOLDER" to
                        {
                            val key = "run-${waiting++}"
                            hire(key)
                            invocation(key)
                        },
                    "inv_…" to { invocation("eve") },
                )
            for ((command, answer) in answers) {
                withClue("$command: ${answer.statusCode()} ${answer.body()}") {
                    when {
                        command.input != null -> {
                            answer.statusCode() shouldBe 200
                            answer.body() shouldContain "\"rows\":[{"
                        }
                        // The run is neither paused nor waiting for a retry.
                        "resume" in "$command" -> answer.statusCode() shouldBeIn listOf(200, 409)
                        else -> answer.statusCode() shouldBeIn listOf(200, 202)
                    }
                }
            }
        }

        test("fault 18: recipes.md: a job is scheduled, found and cancelled") {
            val (scheduled, found, cancelled) =
                send("recipes.md", "inv_PLACEHOLDER" to { invocation("report@") })
            val shown = scheduled.first.output.single().substringBefore('@')
            scheduled.second.body().substringBefore('@') shouldBe shown
            found.second.statusCode() shouldBe 200
            cancelled.second.statusCode() shouldBeIn listOf(200, 202)
        }

        test("fault 18: the tests run every command") {
            DOCUMENTS.flatMap { document ->
                    curls(document).map { "${document.fileName}: $it" }
                }
                .filter { it !in done } shouldBe emptyList()
        }
    })

private fun curls(document: Path): List<ShellCommand> =
    blocks(document)
        .filter { it.language in setOf("console", "sh") }
        .flatMap(::commands)
        .filter { it.program == "curl" }

/** The status without its times. */
private fun shape(request: String): JsonObject =
    JsonObject(
        Json.parseToJsonElement(request).jsonObject - listOf("requestedAt", "expiresAt", "at")
    )
