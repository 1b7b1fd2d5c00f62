package dev.landlord.samples.approvals

import kotlinx.serialization.Serializable

/** A request to buy [item] for [amount]. */
@Serializable
data class PurchaseRequest(val item: String, val amount: Int, val requester: String) {
    /** The subject of the approvals. */
    val subject: String
        get() = "$item for $amount"

    /** The error in the request, or `null`. */
    fun problem(): String? =
        when {
            item.isBlank() -> "item: expected what to buy, found nothing"
            amount < 1 -> "amount: expected 1 or more, found $amount"
            requester.isBlank() -> "requester: expected a name, found nothing"
            else -> null
        }
}

/** The account that pays. */
@Serializable data class Account(val account: String)

/** The order, and the account that pays. */
@Serializable data class PurchaseOrder(val number: String, val paidBy: Account)
