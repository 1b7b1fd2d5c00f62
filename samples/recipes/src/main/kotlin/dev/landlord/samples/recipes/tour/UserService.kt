package dev.landlord.samples.recipes.tour

import dev.restate.sdk.annotation.Handler
import dev.restate.sdk.annotation.Service
import dev.restate.sdk.kotlin.Context
import dev.restate.sdk.kotlin.runBlock
import kotlinx.serialization.Serializable

@Serializable data class NewUser(val id: String, val user: User)

// region: service
/** A service, written with Restate's SDK, which can run in other processes. */
@Service
class UserService(private val users: Users) {
    @Handler
    suspend fun create(context: Context, new: NewUser): Boolean =
        context.runBlock("create") { users.create(new.id, new.user) }
}
// endregion
