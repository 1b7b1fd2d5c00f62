package dev.landlord.samples.recipes.saga

import dev.restate.sdk.annotation.Handler
import dev.restate.sdk.annotation.Service
import dev.restate.sdk.common.TerminalException
import dev.restate.sdk.kotlin.Context
import dev.restate.sdk.kotlin.runBlock
import kotlinx.serialization.Serializable

/** @property id the same in all attempts */
@Serializable data class Charge(val id: String, val customer: String, val amount: Int)

/** The wallets of customers. */
interface Wallets {
    /** Takes the money, once for each id; `false` if there is not enough. */
    fun take(charge: Charge): Boolean

    /** Returns the money, if it was taken. */
    fun giveBack(charge: Charge)
}

/** A payment service. */
@Service
class Payments(private val wallets: Wallets) {
    @Handler
    suspend fun charge(context: Context, charge: Charge) {
        val taken = context.runBlock("take") { wallets.take(charge) }
        if (!taken)
            throw TerminalException(402, "${charge.customer} does not have ${charge.amount}")
    }

    @Handler
    suspend fun payBack(context: Context, charge: Charge) {
        context.runBlock("give back") { wallets.giveBack(charge) }
    }
}
