package dev.landlord.workflow

import kotlin.reflect.KType
import kotlin.reflect.typeOf
import kotlin.time.Duration

/**
 * Begins the next run of this workflow, with a key and a journal of its own: how a process goes on
 * for ever without a journal that grows for ever. Suspends until that is accepted. Journal: one
 * Send, and the id of its invocation.
 *
 * Call it last: this run goes on and ends with what its body returns, and a failure after it, or a
 * cancellation, does not take the next run back. State, signals and approvals are not handed over;
 * put what the next one must know into [input].
 *
 * ```
 * landlordWorkflow<Cursor, Unit> { cursor ->
 *     val next = step("import") { import(cursor) }
 *     continueAs("imports-${next.page}", next, after = 1.hours)
 * }
 * ```
 *
 * @param newId the key of the next run. If there is a run of that key already, nothing begins, and
 *   nobody is told; so count on, or name the time that is due next, rather than what a clock shows
 * @param input of the type that the workflow takes
 * @param after how long Restate waits before it begins, durably; default: not at all
 * @throws IllegalArgumentException if [newId] is blank or the key of this run, [input] is of
 *   another type, or [after] is negative or longer than 36,500 days
 */
public suspend inline fun <reified I> WorkflowScope.continueAs(
    newId: String,
    input: I,
    after: Duration = Duration.ZERO,
): Unit = continueAs(newId, input, typeOf<I>(), after)

@PublishedApi
internal suspend fun WorkflowScope.continueAs(
    newId: String,
    input: Any?,
    type: KType,
    after: Duration,
) {
    requireDuration(after) { "continueAs(\"$newId\", after = $after)" }
    require(newId.isNotBlank() && newId != workflowId) { VerbErrors.continueAsKey(newId) }
    startNext(newId, input, type, after)
}
