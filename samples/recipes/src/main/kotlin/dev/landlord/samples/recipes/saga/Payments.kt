package dev.landlord.samples.recipes.saga

import dev.restate.sdk.annotation.Handler
import dev.restate.sdk.annotation.Service
import dev.restate.sdk.common.TerminalException
import dev.restate.sdk.kotlin.Context
import dev.restate.sdk.kotlin.runBlock
import kotlinx.serialization.Serializable

/** @property id the same at each attempt */
@Serializable data class Charge(val id: String, val customer: String, val amount: Int)

/** Who has money. */
interface Wallets {
    /** Takes it, once for each id; `false` if there is not enough. */
    fun take(charge: Charge): Boolean

    /** Gives it back, if it was taken. */
    fun giveBack(charge: Charge)
}

/** Payments, a service of their own. */
@Service
class Payments(private val wallets: Wallets) {
    @Handler
    suspend fun charge(context: Context, charge: Charge) {
        val taken = context.runBlock("take") { wallets.take(charge) }
        if (!taken) throw TerminalException(402, "${charge.customer} has not got ${charge.amount}")
    }

    @Handler
    suspend fun payBack(context: Context, charge: Charge) {
        context.runBlock("give back") { wallets.giveBack(charge) }
    }
}
