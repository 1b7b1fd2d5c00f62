package dev.landlord.workflow.client;

import dev.landlord.workflow.AlreadyDecided;
import dev.landlord.workflow.ApprovalStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The request has another decision, which was accepted before this one. */
public final class AlreadyDecidedException extends RequestRefusedException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable ApprovalStatus first;

    AlreadyDecidedException(String what, AlreadyDecided failure) {
        super(failure.getCode(), ClientErrors.refused(what, failure.getCode(), failure.getMessage()));
        this.first = failure.getFirst();
    }

    /**
     * The decision that stands, with actor, time and reason.
     *
     * @throws NullPointerException if this exception was read by Java serialization, which omits the decision
     */
    public ApprovalStatus getFirst() {
        return Objects.requireNonNull(first, "Java serialization omits the decision");
    }
}
