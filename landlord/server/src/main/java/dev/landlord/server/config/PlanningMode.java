package dev.landlord.server.config;

/** Whether a tenant is planned before it is provisioned. */
public enum PlanningMode implements Choice {
    /** The tenant is provisioned at once. */
    NONE,
    /** A plan of the changes is made first, and shown. */
    AUTOMATIC,
    /** A person must approve the plan. */
    APPROVAL
}
