package dev.landlord.workflow

import kotlin.time.Duration

/**
 * The text of every error of the DSL, each in the same four parts: what was written, what was
 * expected, what was found, what to do. The ids are stable; the processor's begin at LW001, these
 * at LW101.
 */
internal object Advice {
    fun blankName(verb: String, name: String): String =
        "[LW101] $verb(\"$name\"): expected a name that is not blank, because the journal and the " +
            "operator know it by that; give it a short phrase such as \"create database\"."

    fun sleepDuration(duration: Duration): String =
        "[LW102] sleep($duration): expected a finite duration of zero or more; check how it was " +
            "computed."

    fun failCode(code: Int): String =
        "[LW103] fail(…, code = $code): expected an HTTP status from 400 to 599, because callers " +
            "get it as their response; use 400 for a bad request, 409 for a conflict, 500 when " +
            "unsure."

    fun retry(property: String, found: Any?, expected: String): String =
        "[LW104] RetryPolicy($property = $found): expected $expected."

    fun outsideBody(what: String): String =
        "[LW105] $what was used while its body was not running: from another thread, or after the " +
            "run had ended. A workflow's scope belongs to its body; pass values out of it instead."

    fun foreignSuspension(): String =
        "[LW106] the body suspended in something that is not a verb of the workflow: expected only " +
            "step, sleep and the like. Was it made from a function that takes the scope as a " +
            "parameter? Write it as a lambda, or as an extension of WorkflowScope."

    fun unreadableResult(name: String, type: String, found: String, cause: Throwable): String =
        "[LW107] step(\"$name\"): expected the journaled result to be a $type, found " +
            "${found.take(200)} (${cause.message?.lineSequence()?.first()}). Another version of " +
            "the workflow wrote it: give the type back what it lost, or the new step a new name."

    fun unserialisable(what: String, cause: Throwable): String =
        "[LW108] $what: expected a type that kotlinx.serialization can write, because it is kept in " +
            "the journal; found: ${cause.message?.lineSequence()?.first()} Annotate the type with " +
            "@Serializable, and apply the compiler plugin kotlinx-serialization."

    fun timeout(verb: String, name: String, timeout: Duration, limit: Duration): String =
        "[LW109] $verb(\"$name\", timeout = $timeout): expected a positive duration of at most " +
            "$limit, after which Restate aborts the attempt. Start what takes longer in one step and " +
            "wait for it with sleep and another, or set landlordWorkflow(maxAttemptDuration = …)."

    fun plainFailure(message: String, type: String): String =
        "$message ([LW110] $type: expected a @Serializable class with values that JSON knows, so " +
            "that callers get them too)"

    fun silentFailure(type: String, cause: Throwable): String =
        "[LW110] $type: expected a message, its message threw $cause. Let it only use the values of " +
            "the failure."

    fun resultSize(name: String, size: Int, limit: Int): String =
        "[LW111] step(\"$name\"): expected a result of at most $limit bytes, found $size. A journal " +
            "is replayed whole: keep the data elsewhere and return where it is, or set " +
            "landlordWorkflow(maxResultSize = …)."

    fun maxResultSize(limit: Int): String =
        "[LW112] landlordWorkflow(maxResultSize = $limit): expected 1 or more bytes; leave it out for 1 MiB."

    fun maxAttemptDuration(limit: Duration): String =
        "[LW112] landlordWorkflow(maxAttemptDuration = $limit): expected 1 second to 365 days; " +
            "leave it out for an hour."

    fun noSuchRun(service: String, key: String): String =
        "[LW113] $service/$key/status: expected the key of a run; found none, or its retention has " +
            "ended. Check the key; `run` starts a run."

    fun unreadableRequest(type: String, cause: Throwable): String {
        val found =
            cause.message
                .orEmpty()
                .lines()
                .filterNot {
                    it.isBlank() || it.startsWith("JSON input:") || it.startsWith("Use '")
                }
                .joinToString(" ") { it.trim() }
        return "[LW114] expected the JSON of a $type, found: ${found.removeSuffix(".")}."
    }
}

@PublishedApi
internal fun requireName(verb: String, name: String): String {
    require(name.isNotBlank()) { Advice.blankName(verb, name) }
    return name
}
