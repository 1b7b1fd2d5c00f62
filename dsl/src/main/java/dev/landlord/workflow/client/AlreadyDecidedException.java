package dev.landlord.workflow.client;

import dev.landlord.workflow.AlreadyDecided;
import dev.landlord.workflow.ApprovalStatus;

/** Another decision was accepted before this one. */
public final class AlreadyDecidedException extends RequestRefusedException {
    private static final long serialVersionUID = 1;

    private final transient ApprovalStatus first;

    AlreadyDecidedException(AlreadyDecided failure) {
        super(failure.getCode(), failure.getMessage());
        this.first = failure.getFirst();
    }

    /** The decision that stands: who, when, why. */
    public ApprovalStatus first() {
        return first;
    }
}
