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
 * What people and other systems do to a run in memory, by the same rules as through the handlers of
 * its service. What is refused throws what a caller gets: a
 * [dev.restate.sdk.common.TerminalException] with its code, or
 * [dev.landlord.workflow.AlreadyDecided].
 */
public abstract class Visitor internal constructor() {
    internal abstract val visited: InMemoryRun<*>

    /** Something was done to the run: [call]. */
    internal abstract fun done(call: String)

    /** The run has refused [call]. */
    internal open fun refused(call: String, failure: TerminalException): Unit = throw failure

    /**
     * Approves the request that the run waits for.
     *
     * @param request which is meant; default: that of [token], or the latest
     * @param headers of the request, for `authorize`
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
        decide("approve", approval, request, token, headers) { meant ->
            approve(approval, ApprovalInput(actor, value, reason, token, meant))
        }

    /** Approves the request that the run waits for, if it comes without a value. */
    public fun approve(
        approval: Approval<Unit>,
        actor: String,
        reason: String? = null,
        token: String? = null,
        request: Int? = null,
        headers: Map<String, String> = emptyMap(),
    ): Unit =
        decide("approve", approval, request, token, headers) { meant ->
            approve(approval, DecisionInput(actor, reason, token, meant))
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
        decide("reject", approval, request, token, headers) { meant ->
            reject(approval, DecisionInput(actor, reason, token, meant))
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
        val meant = request ?: if (token == null) latest() else null
        visit("$verb(${approval.name})", headers) { handler(meant) }
    }

    /** Sends [value], which the run takes now or later. */
    public fun <T> send(signal: Signal<T>, value: T): Unit =
        visit("send(${signal.name})") { send(signal, value) }

    /** Sets [promise], for which the run waits now or later. */
    public fun <T> complete(promise: Promise<T>, value: T): Unit =
        visit("complete(${promise.name})") { complete(promise, value) }

    /**
     * What [promise] was set to, by whomever.
     *
     * @throws TerminalException if it has no value yet; its handler would wait
     */
    public fun <T> read(promise: Promise<T>): T = runBlocking {
        visited.outside().awaited(promise)
    }

    /** What the run published last. */
    public fun <T> read(query: Query<T>): T = runBlocking { visited.outside().published(query) }

    /**
     * Resolves an awakeable, as anybody can who knows its [id]; nobody is told what comes of it.
     */
    public fun resolveAwakeable(id: String, json: String) {
        visited.resolveAwakeable(id, Slice.wrap(json))
        done("resolveAwakeable")
    }

    /** Where the run stands: what its `status` handler would answer now. */
    public fun status(): WorkflowStatus = runBlocking { visited.outside().status() }

    private fun visit(
        call: String,
        headers: Map<String, String> = emptyMap(),
        handler: suspend SharedHandlerPort.() -> Unit,
    ) {
        val lowerCase = headers.mapKeys { it.key.lowercase() }
        try {
            runBlocking { visited.outside(lowerCase).handler() }
        } catch (failure: TerminalException) {
            return refused(call, failure)
        }
        done(call)
    }
}
