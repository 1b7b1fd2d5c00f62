package dev.landlord.workflow

import dev.landlord.workflow.errors.ErrorCode.LW113
import dev.landlord.workflow.errors.ErrorCode.LW177
import java.time.Instant

/**
 * The answers of handlers to callers, approvers for example. They do not quote the request, because
 * it may contain anything.
 */
internal object HandlerMessages {
    fun noSuchRun(service: String, key: String): String =
        LW113.written("$service/$key")
            .expected("the key of a run")
            .found("no run, or one whose retention has ended")
            .toDo("check the key; `run` starts a run")

    fun unknownScope(service: String, key: String): String =
        LW177.written("$service/$key")
            .expected(
                "a call without a scope, or over the ingress at " +
                    "/restate/scope/{scope}/call/$service/…"
            )
            .found(
                "a call in a scope that the handler cannot learn, such as one from Kafka or from " +
                    "another service"
            )
            .toDo("call the handler over the ingress")

    fun actor(max: Int): String = "actor: expected a name of 1 to $max visible characters"

    fun reason(max: Int): String = "reason: expected text of at most $max characters"

    fun value(max: Int, found: Int): String =
        "value: expected at most $max characters of JSON, found $found"

    fun notRequested(approval: String): String =
        "$approval has not been requested yet; status shows what the run waits for"

    fun alreadyDecided(first: ApprovalStatus): String =
        "${first.approval} was ${first.outcome.name.lowercase()} by ${first.actor} at ${first.at}" +
            first.reason?.let { ": $it" }.orEmpty()

    fun tooLate(approval: String, at: Instant?): String = "$approval timed out at $at"

    fun ambiguousRequest(approval: String, latest: Int): String =
        "request: expected the number of a request, because $approval was requested $latest times, " +
            "found none; status lists the requests"

    fun noSuchRequest(approval: String, latest: Int, found: Int): String =
        "request: expected 1 to $latest, the requests for $approval, found $found; status lists them"

    /** Why a request was withdrawn. The text is journaled, so it has no part that varies. */
    const val NOT_NOTIFIED: String = "the approver could not be notified"

    fun runEnded(isKilled: Boolean): String =
        if (isKilled) "the run was killed" else "the run has ended"

    /** @param why `null` for a request that an earlier version withdrew */
    fun withdrawn(approval: String, why: String?): String =
        "the request for $approval was withdrawn: " +
            (why ?: "its branch was stopped, or the run failed or was cancelled")

    /** @param failure the failure of the run; `null` if it completed */
    fun neverRequested(approval: String, failure: String?): String =
        "the run has ended and did not request $approval" +
            failure?.let { "; it failed: $it" }.orEmpty()

    fun badToken(): String = "token: expected a token for this decision, found another text"

    fun tokenFor(other: String): String =
        "token: expected a token for this decision, found one for $other"

    fun oldToken(approval: String, request: Int): String =
        "token: expected a token for request $request of $approval, found one for an earlier request"

    fun expiredToken(at: Instant): String = "token: it expired at $at"

    fun missingToken(approval: String): String =
        "token: expected a decision token, which $approval requires, found none"

    fun unexpectedToken(approval: String): String =
        "token: expected none, because $approval has no decision tokens, found one; leave it out"

    fun notAuthorized(approval: String, actor: String): String =
        "$actor is not authorized to decide on $approval"

    fun ownRequest(approval: String, actor: String): String =
        "$actor requested $approval, and therefore cannot decide on it"

    fun authorizationFailed(approval: String): String =
        "the service could not check who may decide on $approval; try again"

    fun noDecision(): String =
        "expected {\"decision\": \"approved\" or \"rejected\", \"actor\": …, \"token\": …}, and the " +
            "value of an approval"

    fun awakeableRejected(): String =
        "expected a decision as the value of the awakeable, found that the awakeable was rejected"

    fun notReceived(signal: String): String = "$signal was not received, because the run has ended"

    fun alreadyCompleted(promise: String): String = "$promise already has a value"

    fun neverCompleted(promise: String): String = "the run has ended without a value for $promise"

    fun notPublished(query: String): String = "$query has not been published yet"

    fun unreadableQuery(query: String, type: String): String =
        "$query: expected a value of the type $type, found one that another version of the workflow published"
}
