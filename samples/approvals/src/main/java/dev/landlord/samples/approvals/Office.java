package dev.landlord.samples.approvals;

import dev.landlord.workflow.PendingApproval;

/** The external actions of a purchase. */
public interface Office {
    /** Asks the people who may decide. */
    void ask(PendingApproval pending);

    /** Reminds them. */
    void remind(String approval, PendingApproval pending);

    /** Reserves the offer at the seller. */
    void reserve(PurchaseRequest request);

    /** Releases the reservation, if it exists. */
    void release(PurchaseRequest request);

    /** Orders, and returns the number of the order. */
    String order(PurchaseRequest request);
}
