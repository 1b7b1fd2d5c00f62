package dev.landlord.workflow.contract

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.restate.RequestSerdeFactory
import dev.landlord.workflow.restate.run
import dev.restate.sdk.endpoint.definition.HandlerDefinition
import dev.restate.sdk.endpoint.definition.HandlerType
import dev.restate.sdk.kotlin.HandlerRunner
import dev.restate.sdk.kotlin.SharedWorkflowContext
import dev.restate.sdk.kotlin.WorkflowContext
import dev.restate.serde.Serde
import dev.restate.serde.kotlinx.typeTag

// The handlers of a hand-written service, with the serializers of a generated one.

inline fun <reified T> requestSerde(): Serde<T> = RequestSerdeFactory().create(typeTag<T>())

/** The `run` handler of a service that serves [workflow]. */
inline fun <reified I, reified O> runHandler(
    workflow: WorkflowDefinition<I, O>
): HandlerDefinition<I, O> = runHandler { context, input: I -> workflow.run(context, input) }

/** @param options where the SDK runs it; a server of ours passes them to a generated service */
inline fun <reified I, reified O> runHandler(
    options: HandlerRunner.Options = HandlerRunner.Options.DEFAULT,
    crossinline run: suspend (WorkflowContext, I) -> O,
): HandlerDefinition<I, O> =
    HandlerDefinition.of(
        "run",
        HandlerType.WORKFLOW,
        requestSerde<I>(),
        requestSerde<O>(),
        HandlerRunner.of(RequestSerdeFactory(), options) { context: WorkflowContext, input: I ->
            run(context, input)
        },
    )

inline fun <reified I, reified O> sharedHandler(
    name: String,
    crossinline handler: suspend (SharedWorkflowContext, I) -> O,
): HandlerDefinition<I, O> =
    HandlerDefinition.of(
        name,
        HandlerType.SHARED,
        requestSerde<I>(),
        requestSerde<O>(),
        HandlerRunner.of(RequestSerdeFactory()) { context: SharedWorkflowContext, input: I ->
            handler(context, input)
        },
    )

/** A shared handler without an input. */
inline fun <reified O> sharedHandler(
    name: String,
    crossinline handler: suspend (SharedWorkflowContext) -> O,
): HandlerDefinition<Unit, O> =
    sharedHandler(name) { context: SharedWorkflowContext, _: Unit -> handler(context) }
