package dev.landlord.workflow.body

import dev.landlord.workflow.engine.CallHandle
import dev.landlord.workflow.engine.Handle
import dev.landlord.workflow.engine.Journal
import dev.landlord.workflow.engine.ServiceRequest
import dev.landlord.workflow.requireSize
import dev.restate.common.Slice
import kotlin.time.Duration

/** A [Journal] that refuses, terminally, what is larger than Restate's largest message. */
internal class SizeLimitedJournal(private val journal: Journal) : Journal by journal {
    override suspend fun set(key: String, value: Slice) {
        requireSize("state \"$key\"", value.readableBytes())
        journal.set(key, value)
    }

    override suspend fun completePromise(key: String, value: Slice): Handle {
        requireSize("promise \"$key\"", value.readableBytes())
        return journal.completePromise(key, value)
    }

    override suspend fun call(request: ServiceRequest): CallHandle {
        requireSize("call(${request.target.service}/${request.target.handler})", request.size)
        return journal.call(request)
    }

    override suspend fun send(
        request: ServiceRequest,
        after: Duration,
    ): Handle {
        requireSize("send(${request.target.service}/${request.target.handler})", request.size)
        return journal.send(request, after)
    }

    private val ServiceRequest.size
        get() =
            payload.readableBytes() +
                target.key.orEmpty().bytes +
                idempotencyKey.orEmpty().bytes +
                headers.entries.sumOf { it.key.bytes + it.value.bytes }

    private val String.bytes
        get() = encodeToByteArray().size
}
