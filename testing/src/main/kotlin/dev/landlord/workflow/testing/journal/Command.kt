package dev.landlord.workflow.testing.journal

import dev.landlord.workflow.engine.Retry
import dev.landlord.workflow.engine.ServiceRequest
import dev.restate.common.Slice
import kotlin.time.Duration

/**
 * What a body asked for, as far as it is known: a journal that was read from a file or a server
 * holds less than one that was made in this process, and what is not known is not compared.
 */
internal class Command(
    val kind: Kind,
    /** What the journal calls it: a step's name, the key of a state or promise; none of a sleep. */
    val name: String,
    val resultType: String? = null,
    /** The policy of a Run, as text. */
    val retry: String? = null,
    val duration: Duration? = null,
    /** Whether the engine asked for it itself, and not the body. */
    val isOwn: Boolean = false,
    /** What a state is set to, a promise completed with, or another service sent. */
    val value: Slice? = null,
    /** Of a request to another service. */
    val idempotencyKey: String? = null,
    val headers: Map<String, String> = emptyMap(),
    /** What the block of a step has captured. */
    val captured: Captured = Captured.Nothing,
    /** Where in the source it was asked for; empty if that is not known. */
    val source: String = "",
) {
    enum class Kind {
        RUN,
        SLEEP,
        STATE,
        PROMISE,
        COMPLETE,
        CALL,
        SEND,
        ATTACH,
        CANCEL,
    }

    /** As messages and tables show it. */
    val label: String
        get() =
            when (kind) {
                Kind.SLEEP -> listOfNotNull("sleep", duration).joinToString(" ")
                Kind.STATE -> "state $name = ${text(checkNotNull(value)).shortened()}"
                Kind.PROMISE -> "promise $name"
                Kind.COMPLETE -> "complete $name = ${text(checkNotNull(value)).shortened()}"
                Kind.CALL -> "call $name"
                Kind.SEND ->
                    listOfNotNull(
                            "send $name",
                            duration?.takeIf { it.isPositive() }?.let { "after $it" },
                        )
                        .joinToString(" ")
                Kind.ATTACH -> "attach $name"
                Kind.CANCEL -> "cancel $name"
                Kind.RUN ->
                    when {
                        isOwn -> name
                        isUndo -> "undo \"${name.removePrefix(UNDO)}\""
                        else -> "step \"$name\""
                    }
            }

    /** As the body knows it. */
    val shortName: String
        get() =
            when (kind) {
                Kind.SLEEP -> "sleep"
                Kind.PROMISE -> name.split('/')[1]
                else -> name
            }

    val located: String
        get() = if (source.isEmpty()) label else "$label at $source"

    val isUndo: Boolean
        get() = kind == Kind.RUN && name.startsWith(UNDO)

    /**
     * In what [found], asked for in this one's place, differs; `null` if in nothing.
     *
     * @param all also in what Restate does not compare, so that a run in flight would go on
     * @param unseen gets what could not be compared
     */
    fun difference(found: Command, all: Boolean, unseen: MutableSet<String>): String? =
        when {
            kind != found.kind || name != found.name -> "another operation"
            !value.hasBytesOf(found.value) -> "another value"
            idempotencyKey != found.idempotencyKey -> "another idempotency key"
            headers.entries.toList() != found.headers.entries.toList() -> "other headers"
            !all -> null
            resultType differsFrom found.resultType ->
                "another result type: $resultType became ${found.resultType}"
            duration differsFrom found.duration ->
                "another duration: $duration became ${found.duration}"
            retry differsFrom found.retry -> "another retry policy: $retry became ${found.retry}"
            else -> captured.difference(found.captured, unseen)
        }

    /** With what takes time to find out and only messages need. */
    fun traced(site: CallSite) =
        Command(
            kind,
            name,
            resultType,
            retry,
            duration,
            isOwn,
            value,
            idempotencyKey,
            headers,
            captured,
            site.source(),
        )

    /** Without what belongs to one instance of the definition. */
    fun abroad() =
        Command(
            kind,
            name,
            resultType,
            retry,
            duration,
            isOwn,
            value,
            idempotencyKey,
            headers,
        )

    private infix fun Any?.differsFrom(found: Any?) = this != null && found != null && this != found

    companion object {
        const val UNDO = "undo: "

        fun run(name: String, retry: Retry, site: CallSite) =
            Command(
                Kind.RUN,
                name,
                site.resultType,
                "$retry",
                isOwn = site.isOwn,
                captured = Captured(site.block),
            )

        /** @param isOwn whether it is a deadline or the like, for which no body asked */
        fun sleep(duration: Duration?, isOwn: Boolean = false) =
            Command(Kind.SLEEP, "", duration = duration, isOwn = isOwn)

        fun promise(key: String) = Command(Kind.PROMISE, key)

        fun complete(key: String, value: Slice) = Command(Kind.COMPLETE, key, value = value)

        fun call(request: ServiceRequest) = request(Kind.CALL, request, null)

        fun send(request: ServiceRequest, after: Duration) = request(Kind.SEND, request, after)

        private fun request(kind: Kind, request: ServiceRequest, after: Duration?) =
            Command(
                kind,
                "${request.target}",
                duration = after,
                value = request.payload,
                idempotencyKey = request.idempotencyKey,
                headers = request.headers,
            )

        fun attach(invocationId: String) = Command(Kind.ATTACH, invocationId)

        fun cancel(invocationId: String) = Command(Kind.CANCEL, invocationId)

        fun state(key: String, value: Slice) = Command(Kind.STATE, key, value = value)
    }
}

private fun Slice?.hasBytesOf(other: Slice?) =
    this?.toByteArray().contentEquals(other?.toByteArray())
