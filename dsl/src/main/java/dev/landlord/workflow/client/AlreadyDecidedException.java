package dev.landlord.workflow.client;

import dev.landlord.workflow.AlreadyDecided;
import dev.landlord.workflow.ApprovalStatus;

/** The request has another decision, which was accepted before this one. */
public final class AlreadyDecidedException extends RequestRefusedException {
    private static final long serialVersionUID = 1;

    private final transient ApprovalStatus first;

    AlreadyDecidedException(String what, AlreadyDecided failure) {
        super(failure.getCode(), ClientErrors.refused(what, failure.getCode(), failure.getMessage()));
        this.first = failure.getFirst();
    }

    /** The decision that stands, with actor, time and reason. */
    public ApprovalStatus first() {
        return first;
    }
}
