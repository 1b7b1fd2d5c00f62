package dev.landlord.samples.approvals

import kotlinx.serialization.Serializable

/** What somebody wants to buy, for how much in all. */
@Serializable
data class PurchaseRequest(val item: String, val amount: Int, val requester: String) {
    /** What those who decide are shown. */
    val subject: String
        get() = "$item for $amount"

    /** What is wrong with it, or `null`. */
    fun problem(): String? =
        when {
            item.isBlank() -> "item: expected what to buy, found nothing"
            amount < 1 -> "amount: expected 1 or more, found $amount"
            requester.isBlank() -> "requester: expected who wants it, found nobody"
            else -> null
        }
}

/** Who pays. */
@Serializable data class Account(val account: String)

/** What was ordered, and who pays. */
@Serializable data class PurchaseOrder(val number: String, val paidBy: Account)
