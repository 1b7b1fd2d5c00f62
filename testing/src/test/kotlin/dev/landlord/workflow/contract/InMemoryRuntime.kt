@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.contract

import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.DecisionInput
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.approval.approve
import dev.landlord.workflow.approval.reject
import dev.landlord.workflow.body.journaled
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.handler.cancel
import dev.landlord.workflow.plus
import dev.landlord.workflow.signal.awaited
import dev.landlord.workflow.signal.complete
import dev.landlord.workflow.signal.published
import dev.landlord.workflow.signal.send
import dev.landlord.workflow.testing.journal.Command
import dev.landlord.workflow.testing.journal.End
import dev.landlord.workflow.testing.journal.awakeableId
import dev.landlord.workflow.testing.memory.InMemoryRun
import dev.landlord.workflow.testing.memory.Simulation
import dev.landlord.workflow.testing.replay.Schedule
import dev.landlord.workflow.testing.replay.ScheduledSimulation
import dev.landlord.workflow.testing.story.StorySimulation
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import java.time.Instant
import kotlin.time.Duration
import kotlinx.serialization.json.Json

/** Runs a contract on the journal in memory. */
object InMemoryRuntime : ContractRuntime {
    override val isInMemory = true

    override suspend fun run(input: String, attempt: Attempt) = run(Schedule(), input, attempt)

    // In memory a block runs at once: cancel right after the command of the first step.
    override suspend fun runAndCancel(attempt: (Gate) -> Attempt): Outcome =
        run(Schedule(cancelAfter = 1), "", attempt {})

    override suspend fun play(
        desk: Desk,
        definition: WorkflowDefinition<String, String>,
        story: suspend Play.() -> Unit,
    ): Outcome {
        val simulation = StorySimulation()
        val run = inMemory(simulation, "", definition.attempt())
        run.proceed()
        InMemoryPlay(run, simulation, desk).story()
        simulation.until = Instant.MAX
        run.proceed()
        return outcome(run)
    }

    private suspend fun run(schedule: Schedule, input: String, attempt: Attempt): Outcome {
        val run = inMemory(ScheduledSimulation(schedule), input, attempt)
        // The limit of the service's policy; a server would pause the run after the last attempt.
        repeat(3) { runCatching { run.proceed() } }
        run.proceed()
        return outcome(run)
    }

    private fun inMemory(simulation: Simulation, input: String, attempt: Attempt) =
        InMemoryRun(
            Slice.wrap(input),
            simulation,
            "test",
            isTraced = false,
            isQuiet = false,
            Errands.inMemory(),
            Slice::wrap,
        ) { journal, start ->
            attempt(journal, start.toByteArray().decodeToString())
        }

    private fun outcome(run: InMemoryRun<String>): Outcome {
        val names =
            run.journal.commands
                .filter { it.kind == Command.Kind.SLEEP || it.kind == Command.Kind.RUN }
                .map { if (it.kind == Command.Kind.SLEEP) "Sleep" else it.name }
        val failure = run.journal.end as? End.Failed
        return Outcome(run.result, failure?.code, failure?.message, names).also {
            it.status = run.status()
        }
    }
}

private class InMemoryPlay(
    private val run: InMemoryRun<String>,
    private val simulation: StorySimulation,
    private val desk: Desk,
) : Play {
    private var isProceeding = false

    /** Delivers the calls of a block when the block has ended. */
    private suspend fun proceed() {
        if (isProceeding) return
        isProceeding = true
        try {
            run.proceed()
        } finally {
            isProceeding = false
        }
    }

    override suspend fun approve(input: ApprovalInput<Int>) = answer {
        Json.encodeToString(run.handlerPort().approve(desk.finance, input))
    }

    override suspend fun reject(input: DecisionInput) = answer {
        Json.encodeToString(run.handlerPort().reject(desk.finance, input))
    }

    override suspend fun approveLegal(input: DecisionInput) = answer {
        Json.encodeToString(run.handlerPort().approve(desk.legal, input))
    }

    override suspend fun send(value: String) = answer {
        run.handlerPort().send(desk.resized, value)
        ""
    }

    override suspend fun progress() = answer {
        Json.encodeToString(run.handlerPort().published(desk.progress))
    }

    override suspend fun completeReady(value: String) = answer {
        run.handlerPort().complete(desk.ready, value)
        ""
    }

    override suspend fun ready() = answer {
        Json.encodeToString(run.handlerPort().awaited(desk.ready))
    }

    override suspend fun status() = run.status()

    override suspend fun resolve(awakeableId: String, json: String) {
        run.resolveAwakeable(awakeableId, Slice.wrap(json))
        proceed()
    }

    override fun awakeableId(number: Int) = awakeableId(run.journal.invocationId, number)

    override suspend fun cancel() = answer {
        run.handlerPort().cancel()
        ""
    }

    override suspend fun pass(duration: Duration) {
        val until = run.clock + duration
        simulation.until = until
        proceed()
        run.clock = maxOf(run.clock, until)
    }

    override suspend fun eventually(what: String, condition: suspend () -> Boolean) {
        check(condition()) { "not so: $what; ${run.waitingText()}" }
    }

    private suspend fun answer(handler: suspend () -> String): Answer =
        try {
                Answer(200, handler())
            } catch (failure: BusinessFailure) {
                Answer(failure.code, failure.journaled())
            } catch (failure: TerminalException) {
                Answer(failure.code, failure.message.orEmpty())
            }
            .also { proceed() }
}
