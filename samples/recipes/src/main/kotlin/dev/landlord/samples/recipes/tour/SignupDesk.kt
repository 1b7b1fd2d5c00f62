package dev.landlord.samples.recipes.tour

import dev.restate.client.Client
import dev.restate.client.kotlin.attachSuspend
import kotlin.time.Duration

/** A client that signs users up. It needs only the URL of Restate. */
class SignupDesk(private val restate: Client) {
    // region: submit
    /** Returns when Restate has stored the request: a later crash does not lose the signup. */
    suspend fun start(id: String, user: User, after: Duration = Duration.ZERO) {
        SignupServiceClient.fromClient(restate, id).submit(user, delay = after)
    }

    /** Waits for the result of a signup. */
    suspend fun result(id: String): Boolean =
        SignupServiceClient.fromClient(restate, id).workflowHandle().attachSuspend().response()
    // endregion
}
