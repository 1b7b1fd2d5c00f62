package dev.landlord.samples.landlord.config;

/** Whether a tenant is planned before it is made. */
public enum PlanningMode implements Choice {
    /** It is made at once. */
    NONE,
    /** What would be done is worked out first, and shown. */
    AUTOMATIC,
    /** And somebody has to agree to it. */
    APPROVAL
}
