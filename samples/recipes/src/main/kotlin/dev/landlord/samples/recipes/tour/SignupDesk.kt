package dev.landlord.samples.recipes.tour

import dev.restate.client.Client
import dev.restate.client.kotlin.attachSuspend
import kotlin.time.Duration

/** Where users sign up: a caller, which may be anywhere and needs no Restate but its address. */
class SignupDesk(private val restate: Client) {
    // region: submit
    /** Returns when it is durable: whatever crashes then, the user is signed up. */
    suspend fun begin(id: String, user: User, after: Duration = Duration.ZERO) {
        SignupServiceClient.fromClient(restate, id).submit(user, delay = after)
    }

    /** Waits for a signup that somebody began. */
    suspend fun result(id: String): Boolean =
        SignupServiceClient.fromClient(restate, id).workflowHandle().attachSuspend().response()
    // endregion
}
