package acme;

import dev.landlord.workflow.Approval;

public class Audited {
    /** Legal has a look. */
    public final Approval<Void> legal = Approval.of();

    public Audited() {}
}
