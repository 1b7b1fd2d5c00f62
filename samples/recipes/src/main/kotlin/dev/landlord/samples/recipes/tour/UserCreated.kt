package dev.landlord.samples.recipes.tour

import dev.restate.sdk.annotation.Shared
import dev.restate.sdk.annotation.Workflow
import dev.restate.sdk.kotlin.SharedWorkflowContext
import dev.restate.sdk.kotlin.WorkflowContext
import dev.restate.sdk.kotlin.durablePromiseKey

// region: event
/** What many may wait for, once for each user: `POST /UserCreated/<id>/await`. */
@Workflow
class UserCreated {
    /** It has happened. */
    @Workflow
    suspend fun run(context: WorkflowContext, news: String) {
        context.promiseHandle(NEWS).resolve(news)
    }

    /** It will not happen. */
    @Shared
    suspend fun withdraw(context: SharedWorkflowContext, reason: String) {
        context.promiseHandle(NEWS).reject(reason)
    }

    /** Answers when it has happened, or fails when it will not. */
    @Shared
    suspend fun await(context: SharedWorkflowContext): String =
        context.promise(NEWS).future().await()

    private companion object {
        val NEWS = durablePromiseKey<String>("news")
    }
}
// endregion
