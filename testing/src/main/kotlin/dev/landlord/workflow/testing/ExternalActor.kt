package dev.landlord.workflow.testing

import dev.landlord.workflow.Approval
import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.DecisionInput
import dev.landlord.workflow.Promise
import dev.landlord.workflow.Query
import dev.landlord.workflow.Signal
import dev.landlord.workflow.WorkflowStatus
import dev.landlord.workflow.approval.approve
import dev.landlord.workflow.approval.reject
import dev.landlord.workflow.approval.status
import dev.landlord.workflow.handler.SharedHandlerPort
import dev.landlord.workflow.signal.awaited
import dev.landlord.workflow.signal.complete
import dev.landlord.workflow.signal.published
import dev.landlord.workflow.signal.send
import dev.landlord.workflow.testing.memory.InMemoryRun
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import kotlinx.coroutines.runBlocking

/**
 * An approver, a caller or another system, which acts on a run in memory. The calls follow the
 * rules of the handlers of the service: a refused call throws the exception that a client receives,
 * a [dev.restate.sdk.common.TerminalException] with its code or
 * [dev.landlord.workflow.AlreadyDecided]. The calls block their thread.
 */
public abstract class ExternalActor internal constructor() {
    internal abstract val run: InMemoryRun<*>

    /** The run has accepted [call]. */
    internal abstract fun accepted(call: String)

    /** The run has refused [call]. */
    internal open fun refused(call: String, failure: TerminalException): Unit = throw failure

    /**
     * Approves the request that the run waits for, with [value] as the payload.
     *
     * @param actor the approver
     * @param reason default: none
     * @param token a decision token; default: none
     * @param request number of the request; default: the request of [token], or the latest
     * @param headers of the HTTP request, which `authorize` receives; default: none
     * @throws TerminalException if the handler refuses: 400 for an invalid value, 403 for an actor
     *   who may not decide, 404 before the request, 410 after it has timed out
     * @throws dev.landlord.workflow.AlreadyDecided if the request has a different decision, 409
     */
    public fun <T> approve(
        approval: Approval<T>,
        actor: String,
        value: T,
        reason: String? = null,
        token: String? = null,
        request: Int? = null,
        headers: Map<String, String> = emptyMap(),
    ): Unit =
        decide("approve", approval, request, token, headers) { number ->
            approve(approval, ApprovalInput(actor, value, reason, token, number))
        }

    /** Approves the request that the run waits for, of an approval without a payload. */
    public fun approve(
        approval: Approval<Unit>,
        actor: String,
        reason: String? = null,
        token: String? = null,
        request: Int? = null,
        headers: Map<String, String> = emptyMap(),
    ): Unit =
        decide("approve", approval, request, token, headers) { number ->
            approve(approval, DecisionInput(actor, reason, token, number))
        }

    /** Rejects the request that the run waits for. */
    public fun reject(
        approval: Approval<*>,
        actor: String,
        reason: String? = null,
        token: String? = null,
        request: Int? = null,
        headers: Map<String, String> = emptyMap(),
    ): Unit =
        decide("reject", approval, request, token, headers) { number ->
            reject(approval, DecisionInput(actor, reason, token, number))
        }

    private fun decide(
        verb: String,
        approval: Approval<*>,
        request: Int?,
        token: String?,
        headers: Map<String, String>,
        handler: suspend SharedHandlerPort.(request: Int?) -> Unit,
    ) {
        fun latest() =
            status().approvals.filter { it.approval == approval.name }.maxOfOrNull { it.request }
        val number = request ?: if (token == null) latest() else null
        callHandler("$verb(${approval.name})", headers) { handler(number) }
    }

    /** Sends a signal. The run receives [value] when it waits for [signal], now or later. */
    public fun <T> send(signal: Signal<T>, value: T): Unit =
        callHandler("send(${signal.name})") { send(signal, value) }

    /**
     * Completes [promise] with [value]. A run that waits for it now or later receives the value.
     */
    public fun <T> complete(promise: Promise<T>, value: T): Unit =
        callHandler("complete(${promise.name})") { complete(promise, value) }

    /**
     * Returns the value of [promise].
     *
     * @throws TerminalException if it has no value yet; the handler of a service would wait
     */
    public fun <T> read(promise: Promise<T>): T = runBlocking {
        run.handlerPort().awaited(promise)
    }

    /**
     * Returns the value that the run published last for [query].
     *
     * @throws TerminalException 404 if it has published none
     */
    public fun <T> read(query: Query<T>): T = runBlocking { run.handlerPort().published(query) }

    /**
     * Resolves an awakeable, as each client can that knows its [id]. Does nothing if the run has no
     * such awakeable, or it was resolved.
     *
     * @param json the value as JSON
     */
    public fun resolveAwakeable(id: String, json: String) {
        run.resolveAwakeable(id, Slice.wrap(json))
        accepted("resolveAwakeable")
    }

    /** Returns the answer of the `status` handler. */
    public fun status(): WorkflowStatus = runBlocking { run.handlerPort().status() }

    private fun callHandler(
        call: String,
        headers: Map<String, String> = emptyMap(),
        handler: suspend SharedHandlerPort.() -> Unit,
    ) {
        val lowerCase = headers.mapKeys { it.key.lowercase() }
        try {
            runBlocking { run.handlerPort(lowerCase).handler() }
        } catch (failure: TerminalException) {
            return refused(call, failure)
        }
        accepted(call)
    }
}
