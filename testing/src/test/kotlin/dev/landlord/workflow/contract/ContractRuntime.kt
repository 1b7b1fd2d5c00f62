@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.contract

import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.ApprovalOutcome
import dev.landlord.workflow.ApprovalRules
import dev.landlord.workflow.ApprovalStatus
import dev.landlord.workflow.DecisionInput
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowStatus
import dev.landlord.workflow.approval
import dev.landlord.workflow.body.WorkflowRun
import dev.landlord.workflow.engine.Interceptor
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.engine.Journal
import dev.landlord.workflow.promise
import dev.landlord.workflow.query
import dev.landlord.workflow.signal
import kotlin.time.Duration

/** What a handler does with its journal and its input, at every attempt. */
typealias Attempt = suspend (journal: Journal, input: String) -> String

/** Where a contract runs: in memory, or on a real server. */
interface ContractRuntime {
    suspend fun run(input: String = "", attempt: Attempt): Outcome

    /** Runs it, while [story] plays what people do meanwhile. */
    suspend fun play(
        desk: Desk,
        definition: WorkflowDefinition<String, String>,
        story: suspend Play.() -> Unit,
    ): Outcome

    /** Runs it and cancels it while a block is running that must call [Gate.awaitCancelled]. */
    suspend fun runAndCancel(attempt: (Gate) -> Attempt): Outcome
}

suspend fun ContractRuntime.run(
    definition: WorkflowDefinition<String, String>,
    input: String = "",
): Outcome = run(input, definition.attempt())

suspend fun ContractRuntime.runAndCancelWorkflow(
    definition: (Gate) -> WorkflowDefinition<String, String>
): Outcome = runAndCancel { gate -> definition(gate).attempt() }

fun WorkflowDefinition<String, String>.attempt(): Attempt = { journal, input ->
    WorkflowRun(this, journal, journal as? Interceptor).run(input)
}

/** Holds a step's block until the run has been cancelled. */
fun interface Gate {
    fun awaitCancelled()
}

/** How a run ended, and the names of the commands in its journal. */
data class Outcome(
    val result: String?,
    val code: Int?,
    val message: String?,
    val journal: List<String>,
) {
    /** What the `status` handler says when the run has ended. */
    lateinit var status: WorkflowStatus
}

/** What a contract declares of what comes from outside. */
class Desk(within: Duration? = null, rules: ApprovalRules.() -> Unit = {}) {
    val finance by approval<Int>(within, rules)
    val legal by approval<Unit>()
    val resized by signal<String>()
    val progress by query<String>()
    val ready by promise<String>()
}

/** What people do while a run goes on: through its handlers, as over HTTP. */
interface Play {
    suspend fun approve(input: ApprovalInput<Int>): Answer

    suspend fun reject(input: DecisionInput): Answer

    suspend fun approveLegal(input: DecisionInput): Answer

    suspend fun send(value: String): Answer

    suspend fun progress(): Answer

    suspend fun completeReady(value: String): Answer

    /** Waits for it on a server; in memory it fails if it would. */
    suspend fun ready(): Answer

    suspend fun status(): WorkflowStatus

    /** As anybody can over HTTP; nobody is told what becomes of it. */
    suspend fun resolve(awakeableId: String, json: String)

    /** The id that anybody can compute. */
    fun awakeableId(number: Int): String

    suspend fun cancel(): Answer

    /** Lets so much time pass. */
    suspend fun pass(duration: Duration)

    /** Waits until it is so, which may be at once. */
    suspend fun eventually(what: String, condition: suspend () -> Boolean)
}

/** What a handler answered: a status of HTTP, and the message of a failure or the JSON. */
data class Answer(val code: Int, val text: String)

suspend fun Play.approve(actor: String, value: Int, request: Int? = null): Answer =
    approve(ApprovalInput(actor, value, request = request))

suspend fun Play.reject(actor: String): Answer = reject(DecisionInput(actor))

/** Waits until the run waits for a decision; returns what it waits for. */
suspend fun Play.awaitPending(request: Int = 1): ApprovalStatus {
    var pending: ApprovalStatus? = null
    eventually("request $request is pending") {
        pending =
            runCatching { status() }
                .getOrNull()
                ?.approvals
                ?.find { it.outcome == ApprovalOutcome.PENDING && it.request == request }
        pending != null
    }
    return checkNotNull(pending)
}
