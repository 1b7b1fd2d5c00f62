package dev.landlord.server.workflow;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a tenant is planned before it is provisioned, and whether a person must approve the plan. */
public enum Planning {
    @JsonProperty("none")
    NONE,
    @JsonProperty("automatic")
    AUTOMATIC,
    @JsonProperty("approval")
    APPROVAL
}
