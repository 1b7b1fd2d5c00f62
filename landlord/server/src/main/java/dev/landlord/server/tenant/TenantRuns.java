package dev.landlord.server.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landlord.server.config.ServiceNames;
import dev.restate.common.Request;
import dev.restate.common.Target;
import dev.restate.sdk.InvocationHandle;
import dev.restate.sdk.ObjectContext;
import dev.restate.serde.TypeTag;
import java.util.Locale;

/** Starts and cancels the runs of a tenant's workflows, without waiting for them. */
final class TenantRuns {
    private static final TypeTag<JsonNode> ANY_JSON = TypeTag.of(JsonNode.class);

    private final ServiceNames names;
    private final TenantSettings settings;

    TenantRuns(ServiceNames names, TenantSettings settings) {
        this.names = names;
        this.settings = settings;
    }

    /** Starts a run with the current desired configuration, as a new generation. */
    void start(ObjectContext context, OpenTenant tenant, Lifecycle lifecycle) {
        TenantRecord record = tenant.record();
        record.generation++;
        String service = names.ofWorkflow(lifecycle.workflowId());
        String executionName = lifecycle.executionName(record.id, record.generation);
        record.workflowId = lifecycle.workflowId();
        record.workflowExecutionName = executionName;
        record.workflowSubState = "running";
        record.workflowRetryCount = 0;
        record.workflowErrorMessage = null;
        record.workflowConfigHash = ConfigHash.of(record.desiredConfig);
        tenant.work().given = record.desiredConfig;

        Target run = Target.workflow(service, executionName, "run");
        InvocationHandle<JsonNode> handle = context.send(Request.of(run, ANY_JSON, ANY_JSON, job(tenant, lifecycle)));
        record.workflowExecutionId = handle.invocationId();

        Target watch = Target.service(names.of(TenantWatcher.SERVICE), "watch");
        WatchRequest request = new WatchRequest(record.name, service, executionName, record.workflowExecutionId);
        context.send(Request.of(watch, TypeTag.of(WatchRequest.class), TypeTag.of(Void.class), request));
    }

    /** Cancels the current run. It runs its undo actions, and then the watcher reports its end. */
    void cancel(ObjectContext context, TenantRecord record) {
        context.invocationHandle(record.workflowExecutionId).cancel();
    }

    private JsonNode job(OpenTenant tenant, Lifecycle lifecycle) {
        TenantRecord record = tenant.record();
        ObjectNode job = JsonNodeFactory.instance
                .objectNode()
                .put("tenant_id", record.name)
                .put("tenant_uuid", record.id)
                .put("operation", lifecycle.operation())
                .put("compute_provider", record.computeProvider)
                .put("planning", settings.planning().name().toLowerCase(Locale.ROOT))
                .put("requested_by", record.requestedBy == null ? "unknown" : record.requestedBy)
                .put("timeout", settings.timeout().toString())
                .put("retry_attempts", settings.retryAttempts());
        job.set("desired_config", record.desiredConfig);
        if (tenant.work().applied != null) {
            job.set("former_config", tenant.work().applied);
        }
        settings.apiBaseUrl().ifPresent(url -> job.put("api_base_url", url));
        job.putObject("metadata").put("config_hash", record.workflowConfigHash);
        return job;
    }
}
