package dev.landlord.workflow.testing

import dev.landlord.workflow.Approval
import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.DecisionFields
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
     * Approves the latest request that the run waits for, with [value] as the payload.
     *
     * @param actor the approver
     * @throws TerminalException if the handler refuses: 400 for an invalid value, 403 for an actor
     *   who may not decide, 404 before the request, 410 after it has timed out
     * @throws dev.landlord.workflow.AlreadyDecided if the request has a different decision, 409
     */
    public fun <T> approve(approval: Approval<T>, actor: String, value: T): Unit =
        approve(approval, ApprovalInput(actor, value))

    /** Approves the latest request that the run waits for, of an approval without a payload. */
    public fun approve(approval: Approval<Unit>, actor: String): Unit =
        approve(approval, DecisionInput(actor))

    /**
     * Rejects the latest request that the run waits for. Failures: as in [approve].
     *
     * @param actor the approver
     * @param reason default: none
     */
    @JvmOverloads
    public fun reject(approval: Approval<*>, actor: String, reason: String? = null): Unit =
        reject(approval, DecisionInput(actor, reason))

    /**
     * Approves the request that the run waits for, with all that a caller of the handler can send.
     * Failures: as in [approve] with an actor.
     *
     * @param input if it has neither a token nor the number of a request, it decides the latest
     *   request; with a token alone, the request of that token
     * @param headers of the HTTP request, which `authorize` receives; default: none
     */
    @JvmOverloads
    public fun <T> approve(
        approval: Approval<T>,
        input: ApprovalInput<T>,
        headers: Map<String, String> = emptyMap(),
    ) {
        val request = requestFor(approval, input)
        val numbered = with(input) { ApprovalInput(actor, value, reason, token, request) }
        callHandler("approve(${approval.name})", headers) { approve(approval, numbered) }
    }

    /** Approves as with an [ApprovalInput], for an approval without a payload. */
    @JvmOverloads
    public fun approve(
        approval: Approval<Unit>,
        input: DecisionInput,
        headers: Map<String, String> = emptyMap(),
    ) {
        val numbered = numbered(approval, input)
        callHandler("approve(${approval.name})", headers) { approve(approval, numbered) }
    }

    /** Rejects the request that the run waits for; [input] and [headers] as in [approve]. */
    @JvmOverloads
    public fun reject(
        approval: Approval<*>,
        input: DecisionInput,
        headers: Map<String, String> = emptyMap(),
    ) {
        val numbered = numbered(approval, input)
        callHandler("reject(${approval.name})", headers) { reject(approval, numbered) }
    }

    private fun numbered(approval: Approval<*>, input: DecisionInput) =
        DecisionInput(input.actor, input.reason, input.token, requestFor(approval, input))

    /** The number of the request that [input] decides; `null` for the request of its token. */
    private fun requestFor(approval: Approval<*>, input: DecisionFields): Int? {
        fun latest() =
            status().approvals.filter { it.approval == approval.name }.maxOfOrNull { it.request }
        return input.request ?: if (input.token == null) latest() else null
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
