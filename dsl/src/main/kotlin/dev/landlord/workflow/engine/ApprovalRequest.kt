@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.engine

import dev.landlord.workflow.Advice
import dev.landlord.workflow.ApprovalOutcome
import dev.landlord.workflow.AwaitDecision
import dev.landlord.workflow.Decision
import dev.landlord.workflow.InstantText
import dev.landlord.workflow.PendingApproval
import dev.landlord.workflow.RefusedDecision
import dev.landlord.workflow.ResultType
import dev.landlord.workflow.RunOwn
import dev.landlord.workflow.RunStep
import dev.landlord.workflow.StepScope
import dev.landlord.workflow.WorkflowCancelledException
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.WriteState
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import java.time.Instant
import java.time.temporal.ChronoUnit
import kotlin.time.Duration
import kotlin.time.toJavaDuration
import kotlin.time.toKotlinDuration
import kotlinx.serialization.Serializable

/**
 * When it was asked for. It is in the journal, so a run in flight keeps its deadline when the code
 * gets another one.
 */
@Serializable
private class Opened(
    @Serializable(InstantText::class) val at: Instant,
    @Serializable(InstantText::class) val expiresAt: Instant?,
) {
    val within: Duration?
        get() = expiresAt?.let { java.time.Duration.between(at, it).toKotlinDuration() }
}

/** One request for an approval, from when it is asked for until it is decided. */
internal class ApprovalRequest<T>(
    private val requests: Requests,
    private val asked: AwaitDecision<T>,
) {
    private val approval = asked.approval
    private val name = approval.name
    private val refused = ArrayList<RefusedDecision>()
    private var request = 0
    private var reminders = 0
    private var isAsked = false
    private lateinit var opened: Opened

    private val promiseKey
        get() = DecisionRecord.key(name, request)

    /**
     * @throws IllegalStateException if another branch waits for the same approval
     * @throws IllegalArgumentException if there is nobody whom four eyes would keep from deciding
     */
    suspend fun WorkflowScope.decided(): Decision<T> {
        require(!approval.rules.hasFourEyes || !asked.requestedBy.isNullOrBlank()) {
            Advice.fourEyesOfWhom(name)
        }
        request = requests.open(name)
        try {
            opened = perform(RunOwn("approval $name", OPENED) { opened(it.clock.instant()) })
            return arm().let { awaitDecision(it) }
        } catch (failure: TerminalException) {
            if (isAsked) {
                val withdrawn = DecisionRecord(ApprovalOutcome.WITHDRAWN)
                perform(CompletePromise(promiseKey, withdrawn.write(), isClosing = true))
            }
            throw failure
        } finally {
            requests.close(name)
        }
    }

    private suspend fun WorkflowScope.awaitDecision(first: Awakeable?): Decision<T> {
        var awakeable = first
        var deadline = opened.within?.let { perform(StartTimer(it)) }
        tell(awakeable)
        val promise = perform(GetPromise(promiseKey))
        var reminding = asked.reminder?.let { perform(StartTimer(it.every)) }
        while (true) {
            val waits = listOfNotNull(promise, deadline, awakeable?.pending, reminding)
            val settled = perform(AwaitFirst(waits))
            when (waits[settled.index]) {
                promise -> return decision(settled)
                deadline -> {
                    complete(DecisionRecord(ApprovalOutcome.TIMED_OUT, opened.expiresAt))
                    deadline = null
                }
                reminding -> reminding = remind(awakeable)
                else -> awakeable = check(settled.result)
            }
        }
    }

    private fun opened(now: Instant): Opened {
        val at = now.truncatedTo(ChronoUnit.MILLIS)
        return Opened(at, approval.within?.let { at + it.toJavaDuration() })
    }

    /** Says in the state of the run what it waits for, and where. */
    private suspend fun WorkflowScope.arm(): Awakeable? {
        // Whoever resolves it again and again is not worth another entry.
        val awakeable = if (refused.size < MOST_REFUSED) perform(CreateAwakeable) else null
        val record =
            RequestRecord(
                awakeable?.id,
                opened.at,
                opened.expiresAt,
                asked.requestedBy,
                asked.subject,
                refused,
            )
        perform(WriteState(RequestRecord.key(name, request), record.write()))
        isAsked = true
        return awakeable
    }

    private suspend fun WorkflowScope.tell(awakeable: Awakeable?) {
        val notify = asked.notify
        if (notify == null || awakeable == null) return
        val pending = pending(awakeable.id)
        tell("ask $name", notify, pending)
    }

    private suspend fun WorkflowScope.remind(awakeable: Awakeable?): Pending? {
        val reminder = checkNotNull(asked.reminder)
        val pending = pending(awakeable?.id.orEmpty())
        try {
            tell("remind $name", reminder.block, pending)
        } catch (failure: TerminalException) {
            if (failure is WorkflowCancelledException || failure is BranchStoppedException)
                throw failure
            log.warn { Advice.notReminded(name, failure) }
        }
        reminders++
        return if (reminders < MOST_REMINDERS) perform(StartTimer(reminder.every)) else null
    }

    private suspend fun WorkflowScope.tell(
        name: String,
        block: suspend StepScope.(PendingApproval) -> Unit,
        pending: PendingApproval,
    ) = perform(RunStep(name, null, null, ResultType.Nothing, origin = block) { block(pending) })

    /** What came through the awakeable: a decision, or the wait is armed again. */
    private suspend fun WorkflowScope.check(answer: Result<Slice>): Awakeable? {
        val checked =
            perform(RunOwn("check $name", CHECKED) { checked(answer, it.clock.instant()) })
        val decision = checked.decision
        if (decision != null) {
            complete(decision)
            return null
        }
        refused += checkNotNull(checked.refused)
        return arm().also { tell(it) }
    }

    private fun checked(answer: Result<Slice>, now: Instant): CheckedAnswer =
        AwakeableAnswer.check(
            approval,
            requestKey(),
            asked.requestedBy,
            answer,
            now.truncatedTo(ChronoUnit.MILLIS),
        )

    private fun requestKey() = RequestKey(requests.runId, name, request, opened.at, asked.subject)

    private fun pending(awakeableId: String): PendingApproval {
        val key = requestKey()
        return PendingApproval(
            awakeableId,
            name,
            request,
            asked.subject,
            opened.at,
            opened.expiresAt,
        ) { actor, validFor ->
            DecisionToken.sign(approval, key, opened.expiresAt, actor, validFor)
        }
    }

    /** If it was decided meanwhile, that stays; the promise tells in any case. */
    private suspend fun WorkflowScope.complete(decision: DecisionRecord) {
        perform(CompletePromise(promiseKey, decision.write()))
    }

    private fun decision(settled: Settled): Decision<T> =
        DecisionRecord.read(settled.result.getOrThrow()).decision(approval.type)

    private companion object {
        const val MOST_REFUSED = 3
        const val MOST_REMINDERS = 1_000
        val OPENED = ResultType(Opened.serializer())
        val CHECKED = ResultType(CheckedAnswer.serializer())
    }
}
