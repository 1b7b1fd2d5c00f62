package dev.landlord.workflow.body

import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.engine.Retry
import dev.landlord.workflow.text
import dev.landlord.workflow.written
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException

/** Reads the input of a run of this workflow. */
@InternalEngineApi
public fun <I> WorkflowDefinition<I, *>.readInput(input: Slice): I = inputType.read(input)

/** Writes the input of a run of this workflow. */
@InternalEngineApi
public fun <I> WorkflowDefinition<I, *>.writeInput(input: I): Slice = inputType.write(input)

/** Writes the result of a run of this workflow. */
@InternalEngineApi
public fun <O> WorkflowDefinition<*, O>.writeOutput(output: O): Slice = outputType.write(output)

/**
 * Checks [output] before the run ends with it, because after that nothing can be undone. The
 * service writes it once more.
 *
 * @throws TerminalException if it cannot be written, or is too large for a message
 */
internal fun <O> WorkflowDefinition<*, O>.requireWritable(output: O) {
    outputType.written("the result of the workflow", output)
}

/** The object that a body in Java is written in; `null` for a body in Kotlin. */
@InternalEngineApi public fun WorkflowDefinition<*, *>.bodyInJava(): Any? = blockingBody

/** The type of the input, as the source would name it. */
@InternalEngineApi public fun WorkflowDefinition<*, *>.inputTypeName(): String = input.toString()

/** The JSON of the input of a run. */
@InternalEngineApi
public fun <I> WorkflowDefinition<I, *>.inputText(input: I): String =
    writeInput(input).toByteArray().decodeToString()

/** The text of this failure in the journal. */
@InternalEngineApi public fun BusinessFailure.journaled(): String = text()

/** The retry policy of the engine with the values of this one. */
@InternalEngineApi public fun RetryPolicy.forEngine(): Retry = rules
