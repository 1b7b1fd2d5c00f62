package dev.landlord.docs

import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step
import dev.landlord.workflow.terminalOn
import java.util.zip.DataFormatException
import kotlin.time.Duration.Companion.seconds
import kotlinx.serialization.Serializable

// region: failure
@Serializable
class OutOfQuota(val limit: Int) : BusinessFailure() {
    override val message
        get() = "out of quota: at most $limit"

    override val status
        get() = 422
}

// endregion

@LandlordWorkflow
class RentTools(private val shop: Shop) {
    // region: typed
    val workflow =
        landlordWorkflow<Order, String> { order ->
            if (order.quantity > 100) fail(OutOfQuota(100)) // not caught: the run fails
            try {
                step("reserve") {
                    if (order.quantity > 5) fail(OutOfQuota(5)) else shop.reserve(order)
                }
            } catch (quota: OutOfQuota) {
                step("reserve what there is") { shop.reserve(Order(order.item, quota.limit)) }
            }
            // endregion
            // region: timeout
            step(
                name = "import the price list",
                retry = RetryPolicy.DEFAULT.terminalOn<DataFormatException>(),
                timeout = 30.seconds,
            ) {
                shop.priceOf(order)
            }
            // endregion
        }
}
