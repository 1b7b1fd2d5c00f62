package dev.landlord.docs

import dev.restate.sdk.annotation.Handler
import dev.restate.sdk.annotation.Service
import dev.restate.sdk.kotlin.Context
import dev.restate.sdk.kotlin.runBlock
import java.util.concurrent.ConcurrentHashMap
import kotlinx.serialization.Serializable

@Serializable data class Charge(val customer: String, val amount: Int)

// region: service
/** A Restate service, written by hand. */
@Service
class Cashier {
    private val paid = ConcurrentHashMap<String, Charge>()

    @Handler
    suspend fun charge(context: Context, charge: Charge): String =
        context.runBlock("charge") {
            "receipt ${paid.size + 1}".also { paid[it] = charge }
        }

    @Handler
    suspend fun refund(context: Context, receipt: String) =
        context.runBlock("refund") {
            paid -= receipt
        }

    // endregion

    @Handler
    suspend fun report(context: Context, evening: String): String =
        context.runBlock("report") { "$evening: ${paid.size} receipts" }

    fun isPaid(receipt: String): Boolean = paid.containsKey(receipt)
}
