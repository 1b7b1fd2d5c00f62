package dev.landlord.samples.recipes.database

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step
import dev.landlord.workflow.uuid
import kotlinx.serialization.Serializable

@Serializable data class Transfer(val from: String, val to: String, val amount: Int)

// region: workflow
/** Moves money from one account to another, exactly once, also after crashes. */
@LandlordWorkflow
class TransferMoney(private val accounts: Accounts) {
    val workflow =
        landlordWorkflow<Transfer, Unit> { transfer ->
            if (transfer.amount < 1) fail("amount: expected 1 or more", code = 400)
            val key = uuid().toString() // the same at each attempt and on every replay
            step("transfer") {
                val moved = accounts.transfer(key, transfer.from, transfer.to, transfer.amount)
                if (!moved) fail("cannot move ${transfer.amount} from ${transfer.from}", code = 409)
            }
        }
}
// endregion
