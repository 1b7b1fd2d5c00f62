package dev.landlord.samples.landlord.tenant;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a tenant has come. Which follows which, {@link TenantStates} says. */
public enum TenantStatus {
    /** Asked for, and not begun. */
    REQUESTED,
    /** What is to be done is being worked out, or waits for an approval. */
    PLANNING,
    PROVISIONING,
    READY,
    UPDATING,
    /** Being removed. Deleting is archiving first, so tenants of this Landlord pass through that instead. */
    DELETING,
    ARCHIVING,
    /** Nothing of it is there any more; it is still known. */
    ARCHIVED,
    /** Its last workflow did not succeed. */
    FAILED;

    /** As the API and the journal write it. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException {@code unknown status: X} if there is none of that name */
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
