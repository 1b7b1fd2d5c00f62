package dev.landlord.samples.approvals;

import dev.landlord.workflow.PendingApproval;

/** What a purchase needs of the world. */
public interface Office {
    /** Tells those who may decide. */
    void ask(PendingApproval pending);

    /** Tells them again. */
    void remind(String approval, PendingApproval pending);

    /** Has the seller keep the offer. */
    void reserve(PurchaseRequest request);

    /** Takes the reservation back; it may not be there. */
    void release(PurchaseRequest request);

    /** Orders, and returns the number of the order. */
    String order(PurchaseRequest request);
}
