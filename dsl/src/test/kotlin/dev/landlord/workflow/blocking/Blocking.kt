@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.blocking

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.body.BlockingScope
import dev.landlord.workflow.carrier.Carriers
import dev.landlord.workflow.engine.InternalEngineApi

/** The same workflow with a body that blocks on [carriers], as one in Java does. */
fun <I, O> WorkflowDefinition<I, O>.blocking(carriers: Carriers): WorkflowDefinition<I, O> =
    WorkflowDefinition(
        stepRetry,
        undoRetry,
        maxResultSize,
        maxAttemptDuration,
        input,
        output,
        { given -> (this as BlockingScope).await { body(given) } },
        carriers,
    )
