package dev.landlord.workflow

import kotlin.reflect.KType
import kotlin.reflect.typeOf
import kotlin.time.Duration

/**
 * Starts the next run of this workflow, with its own key and its own journal, for a process that
 * never ends. Suspends until Restate has accepted the run. Journal: one Send, and the id of its
 * invocation.
 *
 * Call it last: this run continues and ends with the result of its body, and a later failure or
 * cancellation does not stop the next run. State, signals and approvals are not passed on; put
 * everything that the next run needs into [input].
 *
 * ```
 * landlordWorkflow<Cursor, Unit> { cursor ->
 *     val next = step("import") { import(cursor) }
 *     continueAs("imports-${next.page}", next, after = 1.hours)
 * }
 * ```
 *
 * @param newId the key of the next run. If a run with that key exists, no run starts and no error
 *   is reported. So use a counter, or the time for which the next run is scheduled, and not the
 *   current time
 * @param input the input of the next run, of the input type of the workflow
 * @param after the delay, durable, before Restate starts the run; default: none
 * @throws IllegalArgumentException if [newId] is blank or the key of this run, [input] has another
 *   type, or [after] is negative or longer than 36,500 days
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
