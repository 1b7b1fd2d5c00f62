package dev.landlord.workflow.body

import dev.landlord.workflow.ResultType
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.StepScope
import dev.landlord.workflow.engine.Outcome
import dev.landlord.workflow.engine.Primitive
import dev.landlord.workflow.engine.Retry
import dev.landlord.workflow.engine.Run
import dev.landlord.workflow.engine.Undo
import dev.landlord.workflow.read
import dev.landlord.workflow.typed
import dev.landlord.workflow.written
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import kotlin.time.Duration

/**
 * The Run of a step.
 *
 * @param origin what the user wrote, if that is not [code]
 */
internal class StepRun<T>(
    private val run: RunContext,
    name: String,
    private val policy: RetryPolicy,
    private val timeout: Duration?,
    private val type: ResultType<T>,
    private val origin: Any?,
    private val code: suspend StepScope.() -> T,
) : Run<T>(name, policy.rules) {
    override suspend fun attempt(isLast: () -> Boolean): Slice =
        attempt(journalName, policy, isLast) {
            val result = withinTimeout(timeout) { code(run.stepScope) }
            type.written("step(\"$journalName\")", result, run.definition.maxResultSize)
        }

    override fun read(outcome: Outcome): T = type.read(journalName, outcome.orThrowTyped())

    override val resultType: String
        get() = type.name

    override val block: Any
        get() = origin ?: code

    override val isOwn: Boolean
        get() = false
}

/** The Run of an undo action. Its failure is not typed: the text is reported as it is. */
internal class UndoRun(
    private val run: RunContext,
    override val undo: Undo,
    private val policy: RetryPolicy,
    private val timeout: Duration?,
    private val code: suspend StepScope.() -> Unit,
) : Run<Unit>("undo: ${undo.name}", policy.rules) {
    override suspend fun attempt(isLast: () -> Boolean): Slice =
        // A stop does not make it the last attempt: nothing stops an undo action.
        attempt(journalName, policy, isLast = { false }) {
            withinTimeout(timeout) { code(run.stepScope) }
            Slice.EMPTY
        }

    override fun read(outcome: Outcome) {
        outcome.getOrThrow()
    }

    override val resultType: String
        get() = ResultType.Nothing.name

    override val block: Any
        get() = code

    override val isOwn: Boolean
        get() = false
}

/** A Run that a verb needs for itself, whose [code] cannot fail by its user. */
internal class OwnRun<T>(
    private val run: RunContext,
    name: String,
    private val type: ResultType<T>,
    private val code: (StepScope) -> T,
) : Run<T>(name, Retry.None) {
    override suspend fun attempt(isLast: () -> Boolean): Slice = type.write(code(run.stepScope))

    override fun read(outcome: Outcome): T = type.read(outcome.orThrowTyped())

    override val resultType: String
        get() = type.name
}

/** An undo action of [code]. */
internal class UndoBlock(
    private val run: RunContext,
    name: String,
    private val policy: RetryPolicy,
    private val timeout: Duration?,
    private val code: suspend StepScope.() -> Unit,
) : Undo(name) {
    override fun action(): Primitive<*> = UndoRun(run, this, policy, timeout, code)
}

/** The value, or the failure by its type. */
internal fun Outcome.orThrowTyped(): Slice = getOrElse {
    throw if (it is TerminalException) it.typed() else it
}
