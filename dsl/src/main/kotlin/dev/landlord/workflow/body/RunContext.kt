package dev.landlord.workflow.body

import dev.landlord.workflow.DefinitionErrors
import dev.landlord.workflow.StepScope
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowLog
import dev.landlord.workflow.approval.ApprovalCounter
import dev.landlord.workflow.engine.Journal
import dev.landlord.workflow.signal.SignalCursor
import java.nio.ByteBuffer
import java.security.MessageDigest
import java.util.UUID
import kotlin.random.Random
import kotlin.random.asKotlinRandom

/** What the bodies of the branches of one run share: its identity, its values, its counters. */
internal class RunContext(
    val journal: Journal,
    val definition: WorkflowDefinition<*, *>,
    private val isReachable: (Any) -> Boolean,
) {
    private var uuids = 0
    private var requests = 0

    // Created at the first use, and without an object for it: a run that waits stays in memory.
    private var approvalsOrNull: ApprovalCounter? = null
    private var signalsOrNull: SignalCursor? = null
    private var statesOrNull: HashMap<String, Any?>? = null
    private var stepScopeOrNull: StepScope? = null
    private var logOrNull: WorkflowLog? = null
    private var randomOrNull: Random? = null

    val approvals: ApprovalCounter
        get() =
            approvalsOrNull ?: ApprovalCounter(journal.invocationId).also { approvalsOrNull = it }

    val signals: SignalCursor
        get() = signalsOrNull ?: SignalCursor().also { signalsOrNull = it }

    /** What the body has set each state to; no other code can set them. */
    val states: MutableMap<String, Any?>
        get() = statesOrNull ?: HashMap<String, Any?>().also { statesOrNull = it }

    /** The scope of every block of the run. */
    val stepScope: StepScope
        get() =
            stepScopeOrNull
                ?: StepScope(journal.workflowId, journal.clock).also { stepScopeOrNull = it }

    val log: WorkflowLog
        get() =
            logOrNull
                ?: WorkflowLog(journal.workflowId) { journal.isReplaying }.also { logOrNull = it }

    // java.util.Random, because its contract fixes its algorithm; Kotlin's own may change with a
    // release and would then break replays that span it.
    val random: Random
        get() =
            randomOrNull
                ?: java.util.Random(digest("random").getLong()).asKotlinRandom().also {
                    randomOrNull = it
                }

    /** The number of the next request to another service, from 1. */
    fun nextRequest(): Int = ++requests

    /** A version 8 UUID (RFC 9562) of the invocation's id and a count. */
    fun nextUuid(): UUID {
        val bits = digest("uuid/${uuids++}")
        val high = bits.getLong() and VERSION_MASK.inv() or VERSION_8
        val low = bits.getLong() and VARIANT_MASK.inv() or VARIANT_RFC
        return UUID(high, low)
    }

    /** @throws IllegalStateException if no handler of the service delivers what [waitsFor] is */
    fun requireReachable(waitsFor: Any) =
        check(isReachable(waitsFor)) { DefinitionErrors.ofAnotherClass(waitsFor) }

    private fun digest(purpose: String): ByteBuffer =
        ByteBuffer.wrap(
            MessageDigest.getInstance("SHA-256")
                .digest("${journal.invocationId}/$purpose".toByteArray())
        )

    private companion object {
        const val VERSION_MASK = 0xF000L
        const val VERSION_8 = 0x8000L
        const val VARIANT_MASK = 3L shl 62
        const val VARIANT_RFC = 2L shl 62
    }
}
