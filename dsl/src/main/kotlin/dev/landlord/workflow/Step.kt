package dev.landlord.workflow

import kotlin.reflect.typeOf
import kotlin.time.Duration
import kotlinx.serialization.serializer

/**
 * Runs [block] and journals its result; a replay returns the journaled result and does not run the
 * block. Suspends until the result is durable.
 *
 * Journal: one Run (the command with the name, then the result). A run may use the same [name]
 * several times; the journal then names the second `name #2`.
 *
 * The block may block its thread: a process runs up to 500 blocks at a time. It runs at least once:
 * after a crash between its effect and the durable result it runs again. So make it idempotent, for
 * example with a key from [uuid]. It cannot use the scope of the workflow: a step in a step does
 * not compile.
 *
 * A block that throws is retried as [retry] states. After the last attempt, or at once after a
 * terminal failure (see [fail]), the step fails with a [dev.restate.sdk.common.TerminalException],
 * which the body may catch. A cancellation does not interrupt the block: the attempt in flight
 * settles first (guarantee G3).
 *
 * @param T must be serialisable by kotlinx.serialization, a Java class (which Jackson writes), or
 *   `Unit`
 * @param name the name of the step in the journal, the log and the UI; not blank
 * @param retry default: the `stepRetry` of the workflow
 * @param timeout the maximum duration of an attempt, positive and at most the `maxAttemptDuration`
 *   of the workflow. Then the block is cancelled and its thread is interrupted; when the block has
 *   ended, the attempt has failed: `took longer than 30s`. It may have had its effect. Default: no
 *   limit except `maxAttemptDuration`
 * @throws IllegalArgumentException if [name] is blank, [timeout] is out of range, or [T] is not
 *   serialisable: bugs of the body
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
