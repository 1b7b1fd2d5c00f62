@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.engine

import dev.landlord.workflow.requireSize
import dev.restate.common.Slice
import kotlin.time.Duration

/** A [Journal] that refuses, terminally, what is larger than Restate's largest message. */
internal class SizeLimitedJournal(private val journal: Journal) : Journal by journal {
    override suspend fun set(key: String, value: Slice, caller: Caller) {
        requireSize("state \"$key\"", value.readableBytes())
        journal.set(key, value, caller)
    }

    override suspend fun completePromise(key: String, value: Slice, caller: Caller): Pending {
        requireSize("promise \"$key\"", value.readableBytes())
        return journal.completePromise(key, value, caller)
    }

    override suspend fun call(request: ServiceRequest, caller: Caller): Call {
        requireSize("call(${request.target.service}/${request.target.handler})", request.size)
        return journal.call(request, caller)
    }

    override suspend fun send(
        request: ServiceRequest,
        after: Duration,
        caller: Caller,
    ): Pending {
        requireSize("send(${request.target.service}/${request.target.handler})", request.size)
        return journal.send(request, after, caller)
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
