package dev.landlord.workflow.testing.journal

import dev.landlord.workflow.engine.Retry
import dev.landlord.workflow.engine.ServiceRequest
import dev.restate.common.Slice
import kotlin.time.Duration

/**
 * An operation that a body requested. A journal that was read from a file or a server holds fewer
 * properties of it than one that was recorded in this process; an unknown property is `null` or
 * empty, and is not compared.
 */
internal class Command(
    val kind: Kind,
    /** The name of a step, the key of a state or promise, a target; empty for a sleep. */
    val name: String,
    val resultType: String? = null,
    /** The retry policy of a Run, as text. */
    val retry: String? = null,
    val duration: Duration? = null,
    /** Whether the engine or a verb requested it for itself, and not for the body. */
    val isOwn: Boolean = false,
    /** The new value of a state, the value of a promise, or the payload of a request. */
    val value: Slice? = null,
    /** The idempotency key of a request to another service. */
    val idempotencyKey: String? = null,
    val headers: Map<String, String> = emptyMap(),
    /** The variables that the block of a step has captured. */
    val captured: CapturedVariables = CapturedVariables.None,
    /** The source line that requested it; empty if it is not known. */
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

    /** The text in messages and tables. */
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

    /** The name that the body uses. */
    val shortName: String
        get() =
            when (kind) {
                Kind.SLEEP -> "sleep"
                Kind.PROMISE -> name.split('/')[1]
                else -> name
            }

    /** The [label] with the source line. */
    val labelWithSource: String
        get() = if (source.isEmpty()) label else "$label at $source"

    val isUndo: Boolean
        get() = kind == Kind.RUN && name.startsWith(UNDO)

    /**
     * Returns the first difference from the command [found] of a replay; `null` without one.
     *
     * @param all whether to compare also what Restate does not compare, and a run in flight ignores
     * @param skipped receives the captured variables that cannot be compared
     */
    fun difference(found: Command, all: Boolean, skipped: MutableSet<String>): String? =
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
            else -> captured.difference(found.captured, skipped)
        }

    /** A copy with the source line, which is slow to find and only messages need. */
    fun withSource(site: CallSite) = copy(captured, site.source())

    /** A copy without the captured variables, which belong to one instance of the definition. */
    fun withoutCaptured() = copy(CapturedVariables.None, source = "")

    private fun copy(captured: CapturedVariables, source: String) =
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
            source,
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
                captured = CapturedVariables(site.block),
            )

        /** @param isOwn whether it is a deadline or a reminder, not a sleep of the body */
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
