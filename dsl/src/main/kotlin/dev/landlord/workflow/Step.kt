package dev.landlord.workflow

import kotlin.reflect.typeOf
import kotlin.time.Duration
import kotlinx.serialization.serializer

/**
 * Runs [block] once and journals its result; a replay answers with the journaled result and does
 * not run it again. Suspends until the result is durable.
 *
 * Journal: one Run (the command with the name, then the result). The same [name] may be used again
 * in a run; the second becomes `name #2`.
 *
 * The block runs on `Dispatchers.IO`, so blocking code is welcome. It runs at least once: a crash
 * after its effect and before its result is durable runs it again, so make it idempotent, for
 * instance with a key from [uuid]. It cannot use the workflow's scope: a step in a step does not
 * compile.
 *
 * When the block throws, it is tried again as [retry] says; after the last attempt, or at once when
 * it throws a terminal failure (see [fail]), the step fails with a
 * [dev.restate.sdk.common.TerminalException], which the body may catch. A cancellation never tears
 * the block: the attempt in flight settles first (guarantee G3).
 *
 * @param T must be serialisable by kotlinx.serialization, a Java class (which Jackson writes), or
 *   `Unit`
 * @param name what the journal, the log and the operator see; not blank
 * @param retry default: the `stepRetry` of the workflow
 * @param timeout how long an attempt may take, positive and at most the `maxAttemptDuration` of the
 *   workflow; then the block is cancelled, its thread is interrupted, and when it has ended the
 *   attempt counts as failed: `took longer than 30s`. It may have had its effect. Default: no limit
 *   but `maxAttemptDuration`
 * @throws IllegalArgumentException if [name] is blank, [timeout] out of range, or [T] not
 *   serialisable; these are bugs of the body
 */
public suspend inline fun <reified T> WorkflowScope.step(
    name: String,
    retry: RetryPolicy? = null,
    timeout: Duration? = null,
    noinline block: suspend StepScope.() -> T,
): T =
    runStep(
        requireName("step", name),
        retry,
        requireTimeout("step", name, timeout),
        resultType("step", name, { typeOf<T>() }) { serializer<T>() },
        block = block,
    )
