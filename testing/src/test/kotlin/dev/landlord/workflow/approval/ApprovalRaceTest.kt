package dev.landlord.workflow.approval

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.AlreadyDecided
import dev.landlord.workflow.ApprovalOutcome
import dev.landlord.workflow.ApprovalStatus
import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.Campaign
import dev.landlord.workflow.WorkflowStatus
import dev.landlord.workflow.testing.http.get
import dev.landlord.workflow.testing.http.post
import dev.landlord.workflow.testing.process.ServiceProcess
import dev.landlord.workflow.testing.process.freePort
import dev.landlord.workflow.testing.process.waitUntil
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import java.net.URI
import java.nio.file.Path
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import kotlin.io.path.div
import kotlin.io.path.exists
import kotlin.io.path.readLines
import kotlin.random.Random
import kotlinx.serialization.json.Json

/** G5 on the real server: concurrent decisions while processes are killed. */
class ApprovalRaceTest :
    FunSpec({
        // In full 10,000 requests and 25 processes.
        test("of 200 concurrent decisions one is accepted, and every other answer names it") {
            val folder = tempdir().toPath()
            val port = freePort()
            val won = HashMap<String, Int>()
            var killed = 0
            RestateServer.start().use { server ->
                var service = service(folder, port)
                try {
                    waitUntil("the service is registered") {
                        server.admin().register(server.serviceUrl(port)).let { true }
                    }
                    var round = 0
                    while (round < ROUNDS || won.size < 2 && round < MAX_ROUNDS) {
                        round++
                        val key = "race-$round"
                        val run = server.ingressUrl().resolve("/Racing/$key/")
                        post(run.resolve("run/send"), "\"go\"").first shouldBe 202
                        waitUntil("$key has asked") { (folder / "$key.asked").exists() }
                        val race =
                            Race(server.ingressUrl(), key, (folder / "$key.asked").readLines())
                        val kill = {
                            service.close()
                            killed++
                            service = service(folder, port)
                        }
                        // The way that has not won yet gets a longer start in each round.
                        val start = if (won.size == 1) LEAD * (round - 1) else 0
                        val first = if (won.keys == setOf("handler")) "awakeable" else "handler"
                        val way =
                            withClue("round $round") {
                                race.run(
                                    Random(round),
                                    first,
                                    start,
                                    if (round % 2 == 0) kill else null,
                                )
                                race.shouldHaveOneDecision((folder / "$key.acted"))
                            }
                        won.merge(way, 1, Int::plus)
                    }
                } finally {
                    service.close()
                }
            }
            println("races of $ACTORS decisions: $killed with kill -9; won by $won")
            // Both ways must win some races, otherwise the test shows little.
            won.keys shouldBe setOf("handler", "awakeable")
        }
    })

private val ROUNDS = Campaign.rounds(bounded = 4, full = 50)

/** The maximum number of races; more are run while the same way has won every race. */
private val MAX_ROUNDS = 3 * ROUNDS

/** In milliseconds. The winner and the time of the kill are random. */
private const val LEAD = 60L

private fun service(folder: Path, port: Int) =
    ServiceProcess(
        "dev.landlord.workflow.approval.RacingServiceKt",
        folder / "service.log",
        "$folder",
        "$port",
    )

/** One approval that [ACTORS] actors decide at once: half by the handlers, half by its id. */
private class Race(private val ingress: URI, private val key: String, asked: List<String>) {
    private val id = asked.first()
    private val tokens = asked.drop(1)
    private lateinit var answers: List<Pair<Int, String>>

    private fun isByHandler(actor: Int) = actor < ACTORS / 2

    private fun isApproval(actor: Int) = actor % 3 > 0

    /** @param start the milliseconds by which the decisions of the way [first] come earlier */
    fun run(random: Random, first: String, start: Long, kill: (() -> Unit)?) {
        val (earlier, later) =
            (0 until ACTORS).shuffled(random).partition {
                isByHandler(it) == (first == "handler")
            }
        val threads = Executors.newFixedThreadPool(ACTORS)
        try {
            fun send(actors: List<Int>) = actors.map {
                threads.submit(Callable { it to decide(it) })
            }
            val sent = send(earlier)
            Thread.sleep(start + random.nextLong(LEAD))
            val isKilledEarly = random.nextBoolean()
            if (isKilledEarly) kill?.invoke()
            val more = send(later)
            Thread.sleep(random.nextLong(LEAD))
            if (!isKilledEarly) kill?.invoke()
            answers =
                (sent + more).map { it.get() }.filter { isByHandler(it.first) }.map { it.second }
        } finally {
            threads.shutdownNow()
        }
    }

    private fun decide(actor: Int): Pair<Int, String> {
        val who = """"actor":"actor-$actor","token":"${tokens[actor]}""""
        val value = if (isApproval(actor)) ""","value":$actor""" else ""
        return if (isByHandler(actor)) {
            val handler = if (isApproval(actor)) "approveFinance" else "rejectFinance"
            post(ingress.resolve("/Racing/$key/$handler"), "{$who$value}")
        } else {
            val decision = if (isApproval(actor)) "approved" else "rejected"
            val json = """{"decision":"$decision",$who$value}"""
            post(ingress.resolve("/restate/awakeables/$id/resolve"), json).also {
                it.first shouldBe 202
            }
        }
    }

    /** Returns the way by which the decision arrived. */
    fun shouldHaveOneDecision(acted: Path): String {
        val (_, result) = get(ingress.resolve("/restate/workflow/Racing/$key/attach"))
        val (_, status) = get(ingress.resolve("/Racing/$key/status"))
        val decision = Json.decodeFromString<WorkflowStatus>(status).approvals.single()
        val actor = checkNotNull(decision.actor).removePrefix("actor-").toInt()
        decision.outcome shouldBe
            if (isApproval(actor)) ApprovalOutcome.APPROVED else ApprovalOutcome.REJECTED
        val text = "actor-$actor " + if (isApproval(actor)) "approved $actor" else "rejected"
        result shouldBe "\"$text\""
        // At least once, because a step that was killed after its effect runs again.
        acted.readLines().toSet() shouldBe setOf(text)
        val (accepted, refused) = answers.partition { it.first == 200 }
        accepted.size shouldBe if (isByHandler(actor)) 1 else 0
        accepted.forEach { Json.decodeFromString<ApprovalStatus>(it.second) shouldBe decision }
        for ((code, answer) in refused) {
            code shouldBe 409
            val failure = BusinessFailure.from(answer).shouldBeInstanceOf<AlreadyDecided>()
            failure.first shouldBe decision
        }
        return if (isByHandler(actor)) "handler" else "awakeable"
    }
}
