@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.approval

import dev.landlord.workflow.AlreadyDecided
import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.ApprovalOutcome
import dev.landlord.workflow.ApprovalStatus
import dev.landlord.workflow.Approved
import dev.landlord.workflow.Campaign
import dev.landlord.workflow.Decision
import dev.landlord.workflow.DecisionInput
import dev.landlord.workflow.DecisionKeys
import dev.landlord.workflow.PendingApproval
import dev.landlord.workflow.Rejected
import dev.landlord.workflow.TimedOut
import dev.landlord.workflow.awaitDecision
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.compensate
import dev.landlord.workflow.contract.Desk
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.plus
import dev.landlord.workflow.remindEvery
import dev.landlord.workflow.signal.send
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.memory.InMemoryRun
import dev.landlord.workflow.testing.memory.inMemoryRun
import dev.landlord.workflow.testing.replay.Replay
import dev.landlord.workflow.testing.story.StorySimulation
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.maps.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.arbitrary
import io.kotest.property.arbitrary.bind
import io.kotest.property.arbitrary.boolean
import io.kotest.property.arbitrary.choice
import io.kotest.property.arbitrary.constant
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.map
import io.kotest.property.checkAll
import java.net.HttpURLConnection.HTTP_GONE
import java.time.Instant
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes

/** G5 and G9 in memory: any sequence of decisions, waits and crashes. */
class ApprovalPropertyTest :
    FunSpec({
        val seen = HashMap<ApprovalOutcome, Int>()

        test("fault 1: each request has one outcome, and every answer agrees with it") {
            val plays = Campaign.rounds(bounded = 300, full = 2_000)
            checkAll(plays, Arb.boolean(), Arb.list(Arb.action(), 0..25)) { crashes, actions ->
                val office = Office(crashes)
                actions.forEach { office.perform(it) }
                office.closes()
                withClue("${office.run.journal.end}") { office.shouldBeConsistent() }
                office.decided().values.forEach { seen.merge(it.outcome, 1, Int::plus) }
            }
            // Every outcome must be frequent, otherwise the test shows little.
            for (outcome in ApprovalOutcome.entries - ApprovalOutcome.PENDING) {
                withClue("$outcome of $seen") {
                    (seen[outcome] ?: 0) shouldBeGreaterThan plays / 20
                }
            }
        }
    })

/** An action of a caller. */
private sealed interface Action

private data class Decide(
    val actor: Int,
    val approves: Boolean,
    val byId: Boolean,
    val old: Boolean,
) : Action

private data class Wait(val minutes: Int) : Action

/** Several actors decide at a deadline, before the run processes the timeout. */
private data class DecideAtDeadline(val millis: Int, val decisions: List<Decide>) : Action

private data object ResolveInvalid : Action

private data object Send : Action

private data object Crash : Action

private data object Cancel : Action

private fun Arb.Companion.decide(): Arb<Decide> =
    Arb.bind(Arb.int(0..2), Arb.boolean(), Arb.boolean(), Arb.int(0..5)) { who, yes, id, age ->
        Decide(who, yes, id, old = age == 0)
    }

private fun Arb.Companion.action(): Arb<Action> =
    Arb.choice(
        Arb.decide(),
        Arb.decide(),
        Arb.bind(Arb.int(-1..1), Arb.list(Arb.decide(), 1..3)) { millis, decisions ->
            DecideAtDeadline(millis, decisions)
        },
        Arb.int(1..50).map { Wait(it) },
        Arb.constant(ResolveInvalid),
        Arb.constant(Send),
        Arb.constant(Crash),
        arbitrary { if (it.random.nextInt(8) == 0) Cancel else Send },
    )

private val KEYS = DecisionKeys.of("k:bmV3IG5ldyBuZXcgbmV3IG5ldyBuZXcgbmV3IG5ldyE=")

/** A run with three requests and a branch that receives signals, and the callers' actions. */
private class Office(crashesEverywhere: Boolean) {
    private val desk = Desk(within = 1.hours) { tokens(KEYS) }
    private val notified = ArrayList<PendingApproval>()
    private val acted = HashMap<Int, String>()
    private val accepted = HashMap<Int, ApprovalStatus>()

    /** The requests that an answer reported as closed without a decision. */
    private val gone = HashSet<Int>()
    private val simulation = StorySimulation().also { it.crashesEverywhere = crashesEverywhere }
    private val definition =
        landlordWorkflow<String, String> {
            compensate("tidy up") {}
            parallel(
                {
                    for (number in 1..3) {
                        val decision =
                            awaitDecision(
                                desk.finance.request(
                                    subject = "number $number",
                                    reminder = remindEvery(17.minutes) {},
                                )
                            ) {
                                notified += it
                            }
                        step("act") { acted[number] = decision.text() }
                    }
                },
                { repeat(3) { awaitSignal(desk.resized) } },
            )
            "done"
        }
    val run: InMemoryRun<String> = inMemoryRun(definition, "go", simulation, isQuiet = true)

    suspend fun perform(action: Action) {
        if (run.journal.end == null) run.proceed()
        when (action) {
            is Decide -> decide(action)
            is DecideAtDeadline -> {
                val deadline = notified.lastOrNull()?.expiresAt ?: return
                run.clock = maxOf(run.clock, deadline + action.millis.milliseconds)
                action.decisions.forEach { decide(it) }
            }
            is Wait -> pass(action.minutes)
            ResolveInvalid ->
                run.resolveAwakeable(notified.lastOrNull()?.id.orEmpty(), Slice.wrap("\"x\""))
            Send -> tolerant { run.handlerPort().send(desk.resized, "L") }
            Crash -> run.crash()
            Cancel -> run.cancel()
        }
        if (run.journal.end == null) run.proceed()
    }

    private suspend fun pass(minutes: Int) {
        val until = run.clock + minutes.minutes
        simulation.until = until
        if (run.journal.end == null) run.proceed()
        run.clock = maxOf(run.clock, until)
    }

    private suspend fun decide(action: Decide) {
        val pending = (if (action.old) notified.firstOrNull() else notified.lastOrNull()) ?: return
        val actor = "actor ${action.actor}"
        val token = pending.token(actor)
        if (action.byId) {
            val decision = if (action.approves) "approved" else "rejected"
            val json =
                """{"decision":"$decision","actor":"$actor","value":${action.actor},"token":"$token"}"""
            run.resolveAwakeable(pending.id, Slice.wrap(json))
        } else {
            tolerant(pending.request) {
                val answer =
                    if (action.approves)
                        run.handlerPort()
                            .approve(
                                desk.finance,
                                ApprovalInput(actor, action.actor, token = token),
                            )
                    else run.handlerPort().reject(desk.finance, DecisionInput(actor, token = token))
                val first = accepted.getOrPut(answer.request) { answer }
                answer shouldBe first
            }
        }
    }

    private inline fun tolerant(request: Int? = null, action: () -> Unit) {
        try {
            action()
        } catch (refused: AlreadyDecided) {
            refused.first shouldBe accepted.getOrDefault(refused.first.request, refused.first)
        } catch (refused: TerminalException) {
            // Another code: not requested yet, or of an old request.
            if (request != null && refused.code == HTTP_GONE) gone += request
        }
    }

    suspend fun closes() {
        simulation.until = Instant.MAX
        repeat(4) {
            tolerant { run.handlerPort().send(desk.resized, "L") }
            if (run.journal.end == null) run.proceed()
        }
        checkNotNull(run.journal.end) { run.waitingText() }
    }

    fun decided(): Map<Int, ApprovalStatus> = run.status().approvals.associateBy { it.request }

    fun shouldBeConsistent() {
        val decided = decided()
        accepted.forEach { (request, answer) -> decided[request] shouldBe answer }
        decided.filterKeys { it in acted }.mapValues { it.value.text() } shouldContainExactly acted
        decided.values.none { it.outcome == ApprovalOutcome.PENDING } shouldBe true
        for (request in gone) {
            val outcome = decided[request]?.outcome
            withClue("request $request, of which an actor was answered 410") {
                (outcome == ApprovalOutcome.APPROVED ||
                    outcome == ApprovalOutcome.REJECTED) shouldBe false
            }
        }
        for (entries in run.journal.prefixes()) {
            Replay(definition, run.journal, entries, sameInstance = true)
                .tracedDifference() shouldBe null
        }
    }
}

private fun Decision<Int>.text() =
    when (this) {
        is Approved -> "APPROVED by $actor"
        is Rejected -> "REJECTED by $actor"
        is TimedOut -> "TIMED_OUT by null"
    }

private fun ApprovalStatus.text() = "$outcome by $actor"
