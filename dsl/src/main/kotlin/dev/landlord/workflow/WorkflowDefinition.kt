package dev.landlord.workflow

import kotlin.reflect.KType
import kotlin.reflect.typeOf
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

/**
 * A workflow that takes an [I] and ends with an [O]: what [landlordWorkflow] returns. It holds no
 * state of a run, so one definition serves any number of runs at once.
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
) {
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
 * [body] is ordinary direct-style code whose every effect goes through the verbs of
 * [WorkflowScope]: [step], [compensate], [sleep], [now], [uuid], [parallel]. After a crash it runs
 * again from the top and the verbs answer from the journal, so between them it must compute the
 * same thing each time (guarantee G1). Calling any other suspending function in it does not
 * compile.
 *
 * When the body ends in a terminal failure or the run is cancelled, the undo actions it registered
 * run in reverse order (G2), and the run ends with the first failure. When the body throws anything
 * else, the run is retried from the journal by the service's invocation policy and nothing is
 * undone.
 *
 * @param stepRetry how often a failing [step] is tried, unless the step says otherwise; default
 *   [RetryPolicy.Default], which gives up after 10 attempts, about a minute
 * @param undoRetry the same for undo actions; default [RetryPolicy.Forever]
 * @param maxResultSize in bytes of JSON, what the result of a step may be long; one that is longer
 *   fails its step terminally. 1 byte to 31 MiB, default 1 MiB
 * @param maxAttemptDuration how long, after the server's inactivity timeout (a minute by default),
 *   an attempt of a step or undo action may take before Restate takes it for stuck and tries again;
 *   its block is not interrupted by that, so give a `timeout` to what may hang. No `timeout` may be
 *   longer. 1 second to 365 days, default 1 hour. If it is longer than an hour, the inactivity
 *   timeout is as long, so that timers and cancellation reach other branches meanwhile
 * @throws IllegalArgumentException if [maxResultSize] or [maxAttemptDuration] is out of range
 */
public inline fun <reified I, reified O> landlordWorkflow(
    stepRetry: RetryPolicy = RetryPolicy.Default,
    undoRetry: RetryPolicy = RetryPolicy.Forever,
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

/** Restate takes messages of up to 32 MiB by default. */
private const val MAX_RESULT_SIZE = 31 * 1024 * 1024
