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

    fun duration(what: String): String =
        "[LW102] $what: expected a duration of zero to ${MAX_WAIT.inWholeDays} days; check how it was computed."

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

    fun unreadableResult(what: String, type: String, found: String, cause: Throwable): String =
        "[LW107] $what: expected the journaled result to be a $type, found " +
            "${found.take(200)} (${cause.message?.lineSequence()?.first()}). Another version of " +
            "the workflow wrote it: give the type back what it lost, or the new step a new name."

    fun unserialisable(what: String, type: String, found: String, remedy: String): String =
        "[LW108] $what: expected a type that can be written as JSON and read back, because it is " +
            "kept in the journal; found $type" +
            (if (type == found) "" else ", with $found") +
            ". To fix it: $remedy."

    fun timeout(verb: String, name: String, timeout: Duration, limit: Duration): String =
        "[LW109] $verb(\"$name\", timeout = $timeout): expected a positive duration of at most " +
            "$limit, after which Restate aborts the attempt. Start what takes longer in one step and " +
            "wait for it with sleep and another, or set landlordWorkflow(maxAttemptDuration = …)."

    fun plainFailure(message: String, type: String): String =
        "$message ([LW110] $type: expected a @Serializable class with values that JSON knows, so " +
            "that callers get them too)"

    fun largeFailure(message: String, type: String, size: Int, limit: Int): String =
        "$message ([LW110] $type: expected at most $limit characters of values, found $size, so " +
            "that callers get this text only; keep the data elsewhere)"

    fun silentFailure(type: String, cause: Throwable): String =
        "[LW110] $type: expected a message, its message threw $cause. Let it only use the values of " +
            "the failure."

    fun resultSize(what: String, size: Int, limit: Int): String =
        "[LW111] $what: expected a value of at most $limit bytes, found $size. A journal " +
            "is replayed whole: keep the data elsewhere and return where it is, or set " +
            "landlordWorkflow(maxResultSize = …)."

    fun maxResultSize(found: Int, most: Int): String =
        "[LW112] landlordWorkflow(maxResultSize = $found): expected 1 to $most bytes; leave it out " +
            "for 1 MiB."

    fun messageSize(what: String, size: Int, limit: Int): String =
        "[LW172] $what: expected at most $limit bytes, which Restate takes in one message, found " +
            "$size. Keep the data elsewhere and pass its address."

    fun tooLong(what: String, length: Int, limit: Int): String =
        "[LW172] $what: expected at most $limit characters, found $length. Keep the data elsewhere " +
            "and pass its address."

    fun unwritable(what: String, type: String, cause: Throwable): String =
        "[LW173] $what: expected a value that can be written as the JSON of $type, found one that " +
            "cannot: ${reason(cause)}. Change the value, or the type."

    fun unreadableBack(what: String, type: String, cause: Throwable): String =
        "[LW174] $what: expected a value that $type can read again, found one that is written and " +
            "cannot be read: ${reason(cause)}. A replay reads the journal: change the type so that " +
            "it reads what it writes."

    fun tooDeep(what: String, limit: Int): String =
        "[LW174] $what: expected at most $limit levels of nesting, so that every reader of JSON " +
            "takes it, found more. Keep the data flat, for instance as a list with references."

    private fun reason(cause: Throwable): String =
        (cause.message ?: cause.javaClass.simpleName).lineSequence().first().take(300)

    fun maxAttemptDuration(limit: Duration): String =
        "[LW112] landlordWorkflow(maxAttemptDuration = $limit): expected 1 second to " +
            "${MAX_PAUSE.inWholeDays} days; leave it out for an hour."

    fun noSuchRun(service: String, key: String): String =
        "[LW113] $service/$key: expected the key of a run; found none, or its retention has " +
            "ended. Check the key; `run` starts a run."

    fun noClass(kind: String, name: String): String =
        "[LW115] val $name by $kind(): expected a property of the class that has the workflow, found " +
            "one outside a class, for which nobody makes a handler; move it into the class."

    fun ofAnotherClass(what: Any): String =
        "[LW115] the body waits for $what: expected one that is declared in the class of its " +
            "workflow, found one of another class, so that nobody can reach the run; declare it here."

    fun within(within: Duration): String =
        "[LW116] approval(within = $within): expected a positive duration of at most " +
            "${MAX_WAIT.inWholeDays} days; leave it out for one that never times out."

    fun requestWithin(approval: String, within: Duration): String =
        "[LW116] awaitApproval($approval, within = $within): expected a positive duration of at most " +
            "${MAX_WAIT.inWholeDays} days; leave it out for that of the approval."

    fun remindEvery(every: Duration): String =
        "[LW116] remindEvery($every): expected 1 second to ${MAX_WAIT.inWholeDays} days; leave the " +
            "reminder out if there is nothing to remind of."

    fun validFor(validFor: java.time.Duration, longest: java.time.Duration): String =
        "[LW116] token(validFor = $validFor): expected a positive duration of at most " +
            "${longest.toDays()} days; leave it out for one that ends with the request."

    fun alreadyAwaited(approval: String): String =
        "[LW117] awaitApproval($approval): expected that no other branch waits for it, because a " +
            "decision could not tell which is meant, found one that does; declare an approval for each."

    fun fourEyesOfWhom(approval: String): String =
        "[LW118] awaitApproval($approval): expected requestedBy = …, because it has four eyes, found " +
            "none; say who wants it."

    fun decisionKeys(found: String): String =
        "[LW119] DecisionKeys.of(…): expected keys such as 2026-11:<32 random bytes in Base64>, found " +
            "$found; make one with `openssl rand -base64 32`."

    fun noKeys(approval: String): String =
        "[LW119] $approval has no decision tokens: give it keys, approval(…) { tokens(keys) }."

    fun openApprovals(services: Map<String, List<String>>): String =
        "[LW120] Every caller of Restate's ingress may decide, in any name, on the approvals " +
            services.entries.joinToString { (name, open) -> open.joinToString { "$name.$it" } } +
            ". Give each approval(…) { tokens(keys) } or { authorize { … } }."

    fun concurrency(concurrency: Int): String =
        "[LW128] forEachParallel(…, concurrency = $concurrency): expected 1 or more; leave it out " +
            "for all items at once."

    fun emptyRace(): String =
        "[LW129] race(): expected a body or more, found none, so that nothing could win; check how " +
            "the list was made."

    fun poll(property: String, found: Any, expected: String): String =
        "[LW130] poll($property = $found): expected $expected."

    fun pollsTooOften(every: Duration, within: Duration, factor: Double, most: Int): String =
        "[LW130] poll(every = $every, within = $within, factor = $factor): expected at most $most " +
            "questions, because each stays in the journal, found more; ask less often, or give a " +
            "greater factor."

    fun waitingScope(what: String): String =
        "[LW131] $what was used on the scope of a body that waits for its branches: expected the " +
            "branch's own scope; call it without `this@…`."

    fun endedBranch(what: String): String =
        "[LW131] $what was used on the scope of a branch that has ended: expected a scope that is " +
            "running; return values from the branch instead of its scope."

    fun callsItself(target: String): String =
        "[LW132] call($target): expected another run, found this one, which would wait for its own " +
            "end; call it with another key, or go on with continueAs."

    fun continueAsKey(key: String): String =
        "[LW133] continueAs(\"$key\"): expected a key that is neither blank nor that of this run, " +
            "because a run is once for each key; count on, for instance."

    fun continueAsInput(key: String, found: Any, expected: Any): String =
        "[LW133] continueAs(\"$key\"): expected an input of type $expected, as the workflow takes, " +
            "found one of type $found."

    fun continueAsUnknown(key: String): String =
        "[LW133] continueAs(\"$key\"): expected to know the name of the service, found a service " +
            "that was made by hand; hand it to WorkflowDefinition.run."

    fun unreadableCallback(type: String, found: String, cause: Throwable): String =
        "[LW135] an awakeable was resolved with ${found.take(200)}: expected the JSON of a $type " +
            "(${cause.message?.lineSequence()?.first()}); it is used up, so make a new one if the sender is " +
            "to try again."

    // What those read whose decision is not taken: nothing of it, for it may be anything.

    fun actor(longest: Int): String =
        "actor: expected a name of 1 to $longest characters, all of which can be seen"

    fun reason(longest: Int): String = "reason: expected text of at most $longest characters"

    fun value(longest: Int): String = "value: expected at most $longest characters of JSON"

    fun notAskedFor(approval: String): String =
        "$approval has not been asked for yet; status tells what the run waits for"

    fun alreadyDecided(first: ApprovalStatus): String =
        "${first.approval} was ${first.outcome.name.lowercase()} by ${first.actor} at ${first.at}" +
            first.reason?.let { ": $it" }.orEmpty()

    fun tooLate(approval: String, at: java.time.Instant?): String = "$approval timed out at $at"

    fun whichRequest(approval: String, latest: Int): String =
        "request: expected which one is meant, because $approval was asked for $latest times, found " +
            "none; status tells them"

    fun noSuchRequest(approval: String, latest: Int, found: Int): String =
        "request: expected 1 to $latest of $approval, found $found; status tells them"

    /** Why a request was withdrawn. The text is journaled, so it has no part that varies. */
    const val NOT_NOTIFIED: String = "the approver could not be notified"

    fun runEnded(isKilled: Boolean): String =
        if (isKilled) "the run was killed" else "the run has ended"

    /** @param why `null` for a request that an earlier version withdrew */
    fun withdrawn(approval: String, why: String?): String =
        "the request for $approval was withdrawn: " +
            (why ?: "its branch was stopped, or the run failed or was cancelled")

    fun neverRequested(approval: String): String = "the run has ended and did not request $approval"

    fun badToken(): String =
        "token: expected one that was made for this decision, found another text"

    fun tokenFor(other: String): String =
        "token: expected one for this decision, found one for $other"

    fun oldToken(approval: String, request: Int): String =
        "token: expected one for request $request of $approval, found one for an earlier request"

    fun expiredToken(at: java.time.Instant): String = "token: it has expired at $at"

    fun tokenWanted(approval: String): String =
        "token: $approval is decided with a decision token, found none"

    fun unwantedToken(approval: String): String =
        "token: $approval takes no decision tokens, so it cannot be checked; leave it out"

    fun notAuthorized(approval: String, actor: String): String =
        "$actor is not authorized to decide on $approval"

    fun ownRequest(approval: String, actor: String): String =
        "$actor has asked for $approval, and so does not decide on it"

    fun notJudged(approval: String): String =
        "it could not be found out who may decide on $approval; try again"

    fun notAuthorizing(approval: String): String = "authorize { … } of $approval failed"

    fun unreadableQuery(query: String, type: String): String =
        "$query is not a $type: another version published it"

    fun noDecision(): String =
        "expected {\"decision\": \"approved\" or \"rejected\", \"actor\": …, \"token\": …}, and the " +
            "value of an approval"

    fun awakeableRejected(): String = "the awakeable was rejected, which is no decision"

    fun notReminded(approval: String, reason: String): String =
        "a reminder of $approval failed: $reason"

    fun endedBefore(signal: String): String = "$signal was not taken, because the run has ended"

    fun alreadyCompleted(promise: String): String = "$promise has a value already"

    fun endedWithout(promise: String): String = "the run has ended, and $promise never got a value"

    fun notPublished(query: String): String = "$query has not been published yet"

    fun unreadableRequest(type: String, cause: Throwable): String {
        val found =
            cause.message
                .orEmpty()
                .lines()
                .filterNot {
                    it.isBlank() || it.startsWith("JSON input:") || it.startsWith("Use '")
                }
                .joinToString(" ") { it.trim() }
        // A caller knows the name of a type, and not the package of a class.
        return "[LW114] expected the JSON of a $type, found: ${found.removeSuffix(".")}."
            .replace(PACKAGE, "")
    }
}

private val PACKAGE = Regex("""\b(?:[a-z][a-z0-9_]*\.)+(?=[A-Z])""")

@PublishedApi
internal fun requireName(verb: String, name: String): String {
    require(name.isNotBlank()) { Advice.blankName(verb, name) }
    requireLength(name, MAX_NAME) { "$verb(…), its name" }
    return name
}
