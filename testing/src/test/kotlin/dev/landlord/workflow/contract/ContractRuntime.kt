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
import dev.landlord.workflow.blocking.blocking
import dev.landlord.workflow.body.WorkflowRun
import dev.landlord.workflow.carrier.Carriers
import dev.landlord.workflow.engine.Interceptor
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.engine.Journal
import dev.landlord.workflow.promise
import dev.landlord.workflow.query
import dev.landlord.workflow.signal
import kotlin.time.Duration

/** The code of a handler, which runs with its journal and its input at every attempt. */
typealias Attempt = suspend (journal: Journal, input: String) -> String

/** Where a contract runs: in memory, or on a real server. */
interface ContractRuntime {
    /** Whether a block runs at once, and other services only answer. */
    val isInMemory: Boolean
        get() = false

    /** The kind of body that a workflow has here. */
    fun bodyOf(definition: WorkflowDefinition<String, String>): WorkflowDefinition<String, String> =
        definition

    suspend fun run(input: String = "", attempt: Attempt): Outcome

    /** Runs the workflow while [story] plays its callers. */
    suspend fun play(
        desk: Desk,
        definition: WorkflowDefinition<String, String>,
        story: suspend Play.() -> Unit,
    ): Outcome

    /** Runs the workflow and cancels it during a block, which must call [Gate.awaitCancelled]. */
    suspend fun runAndCancel(attempt: (Gate) -> Attempt): Outcome
}

suspend fun ContractRuntime.run(
    definition: WorkflowDefinition<String, String>,
    input: String = "",
): Outcome = run(input, bodyOf(definition).attempt())

suspend fun ContractRuntime.runAndCancelWorkflow(
    definition: (Gate) -> WorkflowDefinition<String, String>
): Outcome = runAndCancel { gate -> bodyOf(definition(gate)).attempt() }

/** [runtime] with bodies that block on [carriers], as those in Java do. */
class BlockingRuntime(private val runtime: ContractRuntime, private val carriers: Carriers) :
    ContractRuntime by runtime {
    override fun bodyOf(definition: WorkflowDefinition<String, String>) =
        definition.blocking(carriers)

    override suspend fun play(
        desk: Desk,
        definition: WorkflowDefinition<String, String>,
        story: suspend Play.() -> Unit,
    ): Outcome = runtime.play(desk, bodyOf(definition), story)
}

fun WorkflowDefinition<String, String>.attempt(): Attempt = { journal, input ->
    WorkflowRun(this, journal, journal as? Interceptor).run(input)
}

/** Holds a step's block until the run has been cancelled. */
fun interface Gate {
    fun awaitCancelled()
}

/** The outcome of a run and the names of the commands in its journal. */
data class Outcome(
    val result: String?,
    val code: Int?,
    val message: String?,
    val journal: List<String>,
) {
    /** The answer of the `status` handler after the end of the run. */
    lateinit var status: WorkflowStatus
}

/** The approvals, signals, queries and promises that contracts declare. */
class Desk(within: Duration? = null, rules: ApprovalRules.() -> Unit = {}) {
    val finance by approval<Int>(within, rules)
    val legal by approval<Unit>()
    val resized by signal<String>()
    val progress by query<String>()
    val ready by promise<String>()
}

/** The requests of callers to the handlers of a run in progress, as over HTTP. */
interface Play {
    suspend fun approve(input: ApprovalInput<Int>): Answer

    suspend fun reject(input: DecisionInput): Answer

    suspend fun approveLegal(input: DecisionInput): Answer

    suspend fun send(value: String): Answer

    suspend fun progress(): Answer

    suspend fun completeReady(value: String): Answer

    /** Awaits the promise on a server; in memory the call fails if it would have to wait. */
    suspend fun ready(): Answer

    suspend fun status(): WorkflowStatus

    /** Resolves an awakeable, as any caller can over HTTP; the caller receives no outcome. */
    suspend fun resolve(awakeableId: String, json: String)

    /** The awakeable id, which any caller can compute. */
    fun awakeableId(number: Int): String

    suspend fun cancel(): Answer

    /** Lets [duration] pass. */
    suspend fun pass(duration: Duration)

    /** Waits until the condition holds, which may be at once. */
    suspend fun eventually(what: String, condition: suspend () -> Boolean)
}

/** The answer of a handler: an HTTP status, and the message of a failure or the JSON. */
data class Answer(val code: Int, val text: String)

suspend fun Play.approve(actor: String, value: Int, request: Int? = null): Answer =
    approve(ApprovalInput(actor, value, request = request))

suspend fun Play.reject(actor: String): Answer = reject(DecisionInput(actor))

/** Waits until the run waits for a decision; returns the pending request. */
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
