package dev.landlord.server.tenant;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Map;

/**
 * A tenant, as it is stored and as the API returns it. Only its {@link TenantObject} changes it; {@link TenantStore}
 * returns copies.
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public final class TenantRecord {
    /** With this annotation, the record of a tenant is deleted as soon as the tenant is archived. */
    static final String DELETE_AFTER_ARCHIVE = "landlord/delete_after_archive";

    String id;
    String name;
    String displayName;
    TenantStatus status;
    String computeProvider;
    JsonNode desiredConfig;
    JsonNode observedConfig;
    String url;
    String requestedBy;
    Map<String, String> labels;
    Map<String, String> annotations;
    long version;
    long generation;
    String workflowId;
    String workflowExecutionId;
    String workflowExecutionName;
    String workflowSubState;
    Integer workflowRetryCount;
    String workflowErrorMessage;

    String workflowConfigHash = "";

    String createdAt;
    String updatedAt;

    TenantRecord() {}

    /** A UUID; a later tenant of the same name has another one. */
    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** The configuration that the tenant shall have. */
    public JsonNode desiredConfig() {
        return desiredConfig;
    }

    public TenantStatus status() {
        return status;
    }

    /** The number of changes of this tenant. */
    public long version() {
        return version;
    }

    /** The number of started runs. */
    public long generation() {
        return generation;
    }

    /** The name of the last run, which is its key at Restate. */
    public String workflowExecutionName() {
        return workflowExecutionName;
    }

    /** The sub-state of the last run, such as {@code running} or {@code backing-off}. */
    public String workflowSubState() {
        return workflowSubState;
    }

    /** The failure of the last run, or of its last attempt; {@code null} if there is none. */
    public String workflowErrorMessage() {
        return workflowErrorMessage;
    }

    /** Whether a run is in progress. */
    boolean isBusy() {
        return !TenantStates.isResting(status) && workflowExecutionId != null;
    }

    boolean isToBeDeleted() {
        return "true".equals(annotations.get(DELETE_AFTER_ARCHIVE));
    }
}
