package dev.landlord.server.tenant;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The status of a tenant. {@link TenantStates} defines the transitions. */
public enum TenantStatus {
    /** Requested, no workflow started. */
    REQUESTED,
    /** The plan is being made, or waits for an approval. */
    PLANNING,
    PROVISIONING,
    READY,
    UPDATING,
    /** Being removed. This Landlord archives a tenant before it deletes it, so it uses {@link #ARCHIVING} instead. */
    DELETING,
    ARCHIVING,
    /** Its resources are removed; its record exists. */
    ARCHIVED,
    /** Its last workflow did not succeed. */
    FAILED;

    /** The name in the API and in the journal. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException {@code unknown status: X} if the name is unknown */
    @JsonCreator
    public static TenantStatus of(String wireName) {
        for (TenantStatus status : values()) {
            if (status.wireName().equals(wireName)) {
                return status;
            }
        }
        throw new IllegalArgumentException("unknown status: " + wireName);
    }
}
