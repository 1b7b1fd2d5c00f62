package dev.landlord.workflow

import dev.landlord.workflow.carrier.Carriers
import dev.landlord.workflow.carrier.HeldMonitors
import kotlin.LazyThreadSafetyMode.PUBLICATION
import kotlin.reflect.KType
import kotlin.reflect.typeOf
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

/**
 * A workflow with the input [I] and the result [O], created by [landlordWorkflow]. It holds no
 * state of a run: one definition serves any number of concurrent runs.
 */
public class WorkflowDefinition<I, O>
@PublishedApi
internal constructor(
    internal val stepRetry: RetryPolicy,
    internal val undoRetry: RetryPolicy,
    internal val maxResultSize: Int,
    internal val maxAttemptDuration: Duration,
    internal val input: KType,
    internal val output: KType,
    internal val body: suspend WorkflowScope.(I) -> O,
    /**
     * The stacks on which the body runs if it blocks, as one in Java does; `null` if it suspends.
     */
    internal val carriers: Carriers? = null,
    /** The object of the user that a blocking body is written in; `null` for one in Kotlin. */
    internal val blockingBody: Any? = null,
) {
    // Found once, because each run reads one value and writes another.
    internal val inputType: ResultType<I> by lazy(PUBLICATION) { ResultType.of(input) }
    internal val outputType: ResultType<O> by lazy(PUBLICATION) { ResultType.of(output) }

    internal val eventLoopUse = EventLoopUse()

    internal val heldMonitors: HeldMonitors? = carriers?.let { HeldMonitors() }

    init {
        require(maxResultSize in 1..MAX_RESULT_SIZE) {
            DefinitionErrors.maxResultSize(maxResultSize, MAX_RESULT_SIZE)
        }
        require(maxAttemptDuration in 1.seconds..MAX_PAUSE) {
            DefinitionErrors.maxAttemptDuration(maxAttemptDuration)
        }
    }
}

/**
 * Defines a workflow. Nothing runs and nothing is journaled until the workflow is invoked.
 *
 * [body] is direct-style code that performs every effect through the verbs of [WorkflowScope]:
 * [step], [compensate], [sleep], [now], [uuid], [parallel]. After a crash the body runs again from
 * its start, and the verbs return their results from the journal. So the code between the verbs
 * must be deterministic (guarantee G1). A call of any other suspending function does not compile.
 *
 * When the body ends with a terminal failure or the run is cancelled, the registered undo actions
 * run in reverse order (G2), and the run ends with the first failure. When the body throws any
 * other exception, Restate retries the run from the journal by the invocation policy of the
 * service, and no undo action runs.
 *
 * @param stepRetry the retry policy of each [step] that has none of its own; default
 *   [RetryPolicy.DEFAULT]: 10 attempts, about a minute
 * @param undoRetry the retry policy of each undo action that has none of its own; default
 *   [RetryPolicy.FOREVER]
 * @param maxResultSize the maximum size of the result of a step, in bytes of JSON; a larger result
 *   fails its step terminally. 1 byte to 31 MiB, default 1 MiB
 * @param maxAttemptDuration the maximum duration of an attempt of a step or undo action, counted
 *   from the server's inactivity timeout (1 minute by default). Then Restate aborts the attempt and
 *   retries it; the block is not interrupted, so give a `timeout` to a block that may hang. No
 *   `timeout` may be longer. 1 second to 365 days, default 1 hour. If it is longer than an hour,
 *   the inactivity timeout is as long, so that timers and cancellation reach other branches
 * @throws IllegalArgumentException if [maxResultSize] or [maxAttemptDuration] is out of range
 */
public inline fun <reified I, reified O> landlordWorkflow(
    stepRetry: RetryPolicy = RetryPolicy.DEFAULT,
    undoRetry: RetryPolicy = RetryPolicy.FOREVER,
    maxResultSize: Int = 1024 * 1024,
    maxAttemptDuration: Duration = 1.hours,
    noinline body: suspend WorkflowScope.(I) -> O,
): WorkflowDefinition<I, O> =
    WorkflowDefinition(
        stepRetry,
        undoRetry,
        maxResultSize,
        maxAttemptDuration,
        typeOf<I>(),
        typeOf<O>(),
        body,
    )

/** Restate accepts messages of up to 32 MiB by default. */
private const val MAX_RESULT_SIZE = 31 * 1024 * 1024
