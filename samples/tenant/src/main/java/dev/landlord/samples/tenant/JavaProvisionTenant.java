package dev.landlord.samples.tenant;

import dev.landlord.workflow.LandlordWorkflow;
import dev.landlord.workflow.RetryPolicy;
import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;
import dev.landlord.workflow.java.WorkflowOptions;
import dev.restate.sdk.common.TerminalException;
import java.time.Duration;

// region: workflow
/** Creates the directory, the database and the page of a tenant, and registers it. */
@LandlordWorkflow
public final class JavaProvisionTenant implements WorkflowBody<ProvisionRequest, Tenant> {
    private final Cloud cloud;

    public JavaProvisionTenant(Cloud cloud) {
        this.cloud = cloud;
    }

    @Override
    public Tenant run(Workflow wf, ProvisionRequest request) {
        String problem = request.problem();
        if (problem != null) {
            throw new TerminalException(400, problem);
        }
        String name = request.getTenant();
        String claim = wf.uuid().toString(); // marks the resources of this run: only they are undone

        wf.compensate("remove directory", () -> cloud.removeDirectory(name, claim));
        wf.step("create directory", () -> cloud.createDirectory(name, claim));
        wf.step("create database", () -> cloud.createDatabase(request));

        wf.compensate("stop page", () -> cloud.stopPage(name, claim));
        String url = wf.step("start page", String.class, () -> cloud.startPage(name, claim));
        Tenant tenant = new Tenant(name, request.getOwner(), request.getPlan(), url);
        wf.step("check health", () -> cloud.checkHealth(tenant));

        wf.compensate("unregister", () -> cloud.unregister(name, claim));
        wf.step("register", () -> cloud.register(tenant, claim));
        return tenant;
    }

    @Override
    public WorkflowOptions options() {
        RetryPolicy quickRetry =
                RetryPolicy.DEFAULT.withInitialDelay(Duration.ofMillis(200)).withMaxAttempts(3);
        return WorkflowOptions.DEFAULT.stepRetry(quickRetry);
    }
}
// endregion
