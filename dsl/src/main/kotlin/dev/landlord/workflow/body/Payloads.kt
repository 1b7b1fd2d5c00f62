package dev.landlord.workflow.body

import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.ResultType
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.engine.Retry
import dev.landlord.workflow.text
import dev.landlord.workflow.written
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException

/** Reads what a run of this workflow was started with. */
@InternalEngineApi
public fun <I> WorkflowDefinition<I, *>.readInput(input: Slice): I =
    ResultType.of<I>(this.input).read(input)

/** Writes what a run of this workflow is started with. */
@InternalEngineApi
public fun <I> WorkflowDefinition<I, *>.writeInput(input: I): Slice =
    ResultType.of<I>(this.input).write(input)

/** Writes what a run of this workflow ended with. */
@InternalEngineApi
public fun <O> WorkflowDefinition<*, O>.writeOutput(output: O): Slice =
    ResultType.of<O>(this.output).write(output)

/**
 * Checks [output] before the run ends with it, because after that nothing can be undone. The
 * service writes it once more.
 *
 * @throws TerminalException if it cannot be written, or is too large for a message
 */
internal fun <O> WorkflowDefinition<*, O>.requireWritable(output: O) {
    ResultType.of<O>(this.output).written("the result of the workflow", output)
}

/** The type of what a run of this workflow is started with, as the source would name it. */
@InternalEngineApi public fun WorkflowDefinition<*, *>.inputTypeName(): String = input.toString()

/** The JSON of what a run of this workflow is started with. */
@InternalEngineApi
public fun <I> WorkflowDefinition<I, *>.inputText(input: I): String =
    writeInput(input).toByteArray().decodeToString()

/** The text that the journal keeps of it. */
@InternalEngineApi public fun BusinessFailure.journaled(): String = text()

/** The policy as the engine has it. */
@InternalEngineApi public fun RetryPolicy.forEngine(): Retry = rules
