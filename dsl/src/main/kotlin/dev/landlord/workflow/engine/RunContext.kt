@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.engine

import dev.landlord.workflow.WorkflowLog
import java.nio.ByteBuffer
import java.security.MessageDigest
import java.util.UUID
import kotlin.random.Random
import kotlin.random.asKotlinRandom
import kotlin.time.Duration

/** What the branches of one run share: its identity, its derived randomness. */
internal class RunContext(
    private val journal: Journal,
    val maxAttemptDuration: Duration,
    val maxResultSize: Int,
) {
    private var uuids = 0
    private var undos = 0
    private var sagas = 0
    private var made = 0

    val requests: Requests = Requests(journal.invocationId)

    /** What the body has set each state to; nobody else can. */
    val states: MutableMap<String, Any?> = HashMap()

    /** The undo actions that failed for good, each with its failure. */
    val notUndone: MutableList<String> = ArrayList()

    /** The number of the next undo action that is registered. */
    fun nextUndo(): Int = undos++

    /** The number of the next saga that is undone. */
    fun nextSaga(): Int = sagas++

    /** The number of the next request to another service, from 1. */
    fun nextRequest(): Int = ++made

    val id: String
        get() = journal.invocationId

    val workflowId: String
        get() = journal.workflowId

    val log: WorkflowLog by
        lazy(LazyThreadSafetyMode.NONE) { WorkflowLog(workflowId) { journal.isReplaying } }

    // java.util.Random, because its algorithm is fixed by its contract; Kotlin's own may change
    // with a release and would then break replays that span it.
    val random: Random by
        lazy(LazyThreadSafetyMode.NONE) {
            java.util.Random(digest("random").getLong()).asKotlinRandom()
        }

    /** Where the body is; `null` if nobody wants to know, which saves the time. */
    fun trace(): Throwable? = if (journal.isTraced) Throwable() else null

    /** A version 8 UUID (RFC 9562) of the invocation's id and a count. */
    fun nextUuid(): UUID {
        val bits = digest("uuid/${uuids++}")
        val high = bits.getLong() and VERSION_MASK.inv() or VERSION_8
        val low = bits.getLong() and VARIANT_MASK.inv() or VARIANT_RFC
        return UUID(high, low)
    }

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
