package dev.landlord.workflow.approval

import dev.landlord.workflow.ApprovalErrors
import dev.landlord.workflow.ApprovalOutcome
import dev.landlord.workflow.Decision
import dev.landlord.workflow.DecisionRequest
import dev.landlord.workflow.HandlerMessages
import dev.landlord.workflow.PendingApproval
import dev.landlord.workflow.RefusedDecision
import dev.landlord.workflow.ResultType
import dev.landlord.workflow.StepScope
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.engine.Await
import dev.landlord.workflow.engine.AwakeableHandle
import dev.landlord.workflow.engine.CompletePromise
import dev.landlord.workflow.engine.CreateAwakeable
import dev.landlord.workflow.engine.GetPromise
import dev.landlord.workflow.engine.Handle
import dev.landlord.workflow.engine.SetState
import dev.landlord.workflow.engine.Settled
import dev.landlord.workflow.engine.StartTimer
import dev.landlord.workflow.fail
import dev.landlord.workflow.safeMessage
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import java.time.Instant
import java.time.InstantSource
import java.time.temporal.ChronoUnit
import kotlin.time.Duration
import kotlin.time.toJavaDuration
import kotlin.time.toKotlinDuration

/** One request for an approval, from the request until its outcome. */
internal class ApprovalRequest<T>(
    private val counter: ApprovalCounter,
    private val asked: DecisionRequest<T>,
    private val notify: (suspend StepScope.(PendingApproval) -> Unit)?,
) {
    private val approval = asked.approval
    private val name = approval.name
    private val refused = ArrayList<RefusedDecision>()
    private var request = 0
    private var reminders = 0
    private var isDecided = false
    private lateinit var opened: RequestRecord
    private lateinit var promise: Handle

    private val promiseKey
        get() = DecisionRecord.key(name, request)

    /**
     * Whether the request takes decisions through the awakeable. Any caller can send any value to
     * it, so an approval without tokens never does, and no approval does after a few bad values.
     */
    private val isListening
        get() = opened.takesTokens && !isDecided && refused.size < MAX_REFUSED

    /**
     * @throws IllegalStateException if another branch waits for the same approval
     * @throws TerminalException if an approval with four eyes has no `requestedBy`, or the approver
     *   cannot be notified
     */
    suspend fun WorkflowScope.awaitOutcome(): Decision<T> {
        request = counter.open(name)
        try {
            opened = runOwn("approval $name", RequestRecord.TYPE) { opened(it.now()) }
            return awaitOrWithdraw()
        } finally {
            counter.close(name)
        }
    }

    /**
     * Withdraws a request whose branch fails or is stopped, unless it has been decided: the actor
     * has been answered that the decision was accepted, so it stands.
     */
    private suspend fun WorkflowScope.awaitOrWithdraw(): Decision<T> {
        try {
            val awakeable = arm()
            promise = perform(GetPromise(promiseKey))
            return awaitDecision(awakeable)
        } catch (failure: TerminalException) {
            val stop = failure.stopReason
            val why = stop?.text ?: HandlerMessages.NOT_NOTIFIED
            val withdrawn = DecisionRecord(ApprovalOutcome.WITHDRAWN, reason = why)
            val isOver = perform(CompletePromise(promiseKey, withdrawn.write(), isClosing = true))
            if (isOver || stop != null) throw failure
            return perform(Await(listOf(promise)) { decision(it) })
        }
    }

    private suspend fun WorkflowScope.awaitDecision(first: AwakeableHandle): Decision<T> {
        var awakeable = first
        var deadline = opened.within()?.let { perform(StartTimer(it)) }
        notify?.let { tell("ask $name", it, awakeable) }
        var reminding = asked.reminder?.let { perform(StartTimer(it.every)) }
        while (true) {
            val answer = awakeable.value.takeIf { isListening }
            val handles = listOfNotNull(promise, deadline, answer, reminding)
            val next = perform(Await(handles) { if (it.handle === promise) decision(it) else it })
            if (next !is Settled) {
                @Suppress("UNCHECKED_CAST")
                return next as Decision<T>
            }
            when (next.handle) {
                deadline -> {
                    complete(DecisionRecord(ApprovalOutcome.TIMED_OUT, opened.expiresAt))
                    deadline = null
                }
                reminding -> reminding = remind(awakeable)
                else -> awakeable = check(next.outcome, awakeable)
            }
        }
    }

    private fun opened(now: Instant): RequestRecord {
        if (approval.rules.hasFourEyes && normalised(asked.requestedBy.orEmpty()).isEmpty()) {
            fail(ApprovalErrors.missingRequester(name))
        }
        return RequestRecord(
            now,
            (asked.within ?: approval.within)?.let { now + it.toJavaDuration() },
            asked.requestedBy,
            asked.subject,
            takesTokens = approval.rules.keys != null,
        )
    }

    /** Creates an awakeable, and writes the request with its id to the state of the run. */
    private suspend fun WorkflowScope.arm(): AwakeableHandle {
        val awakeable = perform(CreateAwakeable)
        val id = awakeable.id.takeIf { isListening }
        val record = opened.copy(awakeableId = id, refused = refused)
        perform(SetState(RequestRecord.key(name, request), record.write()))
        return awakeable
    }

    private suspend fun WorkflowScope.remind(awakeable: AwakeableHandle): Handle? {
        val reminder = checkNotNull(asked.reminder)
        tellAgain("remind $name", reminder.block, awakeable)
        reminders++
        return if (reminders < MAX_REMINDERS) perform(StartTimer(reminder.every)) else null
    }

    /** Runs [block] again after the first notification: the request waits on if [block] fails. */
    private suspend fun WorkflowScope.tellAgain(
        name: String,
        block: suspend StepScope.(PendingApproval) -> Unit,
        awakeable: AwakeableHandle,
    ) {
        try {
            tell(name, block, awakeable)
        } catch (failure: TerminalException) {
            if (failure.stopReason != null) throw failure
            log.warn { ApprovalErrors.notReminded(name, failure.safeMessage) }
        }
    }

    private suspend fun WorkflowScope.tell(
        name: String,
        block: suspend StepScope.(PendingApproval) -> Unit,
        awakeable: AwakeableHandle,
    ) {
        runStep(name, null, null, ResultType.Nothing, origin = block) {
            // After a long outage the deadline may have passed before the step runs.
            if (!opened.isOver(now())) block(pending(awakeable.id, clock))
        }
    }

    /** Checks the value of the awakeable; creates a new awakeable if the value decides nothing. */
    private suspend fun WorkflowScope.check(
        answer: Result<Slice>,
        awakeable: AwakeableHandle,
    ): AwakeableHandle {
        val checked =
            runOwn("check $name", CHECKED) {
                AwakeableDecision.check(approval, requestKey(), answer, it.now())
            }
        val decision = checked.decision
        if (decision != null) {
            complete(decision)
            isDecided = true
            return awakeable
        }
        refused += checkNotNull(checked.refused)
        val next = arm()
        notify?.takeIf { isListening }?.let { tellAgain("ask $name", it, next) }
        return next
    }

    private fun RequestRecord.within(): Duration? = expiresAt?.let {
        java.time.Duration.between(requestedAt, it).toKotlinDuration()
    }

    private fun requestKey() = RequestKey(counter.runId, name, request, opened)

    private fun pending(awakeableId: String, clock: InstantSource): PendingApproval {
        val key = requestKey()
        return PendingApproval(
            awakeableId,
            name,
            request,
            opened.subject,
            opened.requestedAt,
            opened.expiresAt,
        ) { actor, validFor ->
            val keys = checkNotNull(approval.rules.keys) { ApprovalErrors.noKeys(name) }
            DecisionToken.sign(keys, key, actor, validFor, clock.instant())
        }
    }

    /** Completes the promise, unless it has a value. Either way the run acts on that value. */
    private suspend fun WorkflowScope.complete(decision: DecisionRecord) {
        perform(CompletePromise(promiseKey, decision.write()))
    }

    private fun decision(settled: Settled): Decision<T> =
        DecisionRecord.read(settled.outcome.getOrThrow()).decision(approval.type)

    private companion object {
        const val MAX_REFUSED = 3
        const val MAX_REMINDERS = 1_000
        val CHECKED = ResultType(CheckedDecision.serializer())
    }
}

/** The time in whole milliseconds, as in tokens and `status`. */
private fun StepScope.now(): Instant = clock.instant().truncatedTo(ChronoUnit.MILLIS)
