package dev.landlord.samples.landlord.tenant;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Map;

/**
 * A tenant, as it is kept and as the API shows it. Only its {@link TenantObject} changes it; what
 * {@link TenantStore} returns is a copy.
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public final class TenantRecord {
    /** With this annotation a tenant is forgotten as soon as it is archived. */
    static final String DELETE_AFTER_ARCHIVE = "landlord/delete_after_archive";

    String id;
    String name;
    TenantStatus status;
    String computeProvider;
    JsonNode desiredConfig;
    JsonNode observedConfig;
    String url;
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

    /** A UUID, of this tenant alone: another one of the same name gets another. */
    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public TenantStatus status() {
        return status;
    }

    /** How many changes it has seen. */
    public long version() {
        return version;
    }

    /** How many runs of workflows were begun for it. */
    public long generation() {
        return generation;
    }

    /** The name of its last run, and its key with Restate. */
    public String workflowExecutionName() {
        return workflowExecutionName;
    }

    /** What {@code running}, {@code backing-off} and so on say of its last run. */
    public String workflowSubState() {
        return workflowSubState;
    }

    /** What its last run failed with, or its last attempt at a step; {@code null} if nothing has failed. */
    public String workflowErrorMessage() {
        return workflowErrorMessage;
    }

    /** Whether a run is at work for it. */
    boolean isBusy() {
        return !TenantStates.isResting(status) && workflowExecutionId != null;
    }

    boolean isToBeDeleted() {
        return "true".equals(annotations.get(DELETE_AFTER_ARCHIVE));
    }
}
