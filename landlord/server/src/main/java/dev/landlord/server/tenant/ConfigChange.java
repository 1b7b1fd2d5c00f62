package dev.landlord.server.tenant;

import dev.landlord.server.tenant.TenantStateKeys.Intent;
import dev.landlord.server.tenant.TenantStateKeys.Next;
import dev.restate.sdk.ObjectContext;
import dev.restate.sdk.common.RetryPolicy;
import dev.restate.sdk.common.TerminalException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles a change of the configuration during a run. A run that makes progress goes on, and the tenant is updated
 * afterwards. A run that keeps failing may fail because of the old configuration: it is cancelled, and started again with
 * the new configuration when its undo has ended.
 */
final class ConfigChange {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigChange.class);

    /** The caller must not wait long; a run whose condition is unknown goes on. */
    private static final RetryPolicy SHORT_RETRY =
            RetryPolicy.exponential(Duration.ofMillis(100), 2).setMaxAttempts(4);

    private final TenantRuns runs;
    private final RunHealth health;

    ConfigChange(TenantRuns runs, RunHealth health) {
        this.runs = runs;
        this.health = health;
    }

    /** Returns whether the current run will be started again, with the configuration desired at that time. */
    boolean restartIfDegraded(ObjectContext context, OpenTenant tenant) {
        TenantRecord record = tenant.record();
        if (tenant.work().intent != null) {
            return true;
        }
        String oldHash = record.workflowConfigHash;
        String newHash = ConfigHash.of(record.desiredConfig);
        if (oldHash.isEmpty() || oldHash.equals(newHash) || !isDegraded(context, record.workflowExecutionId)) {
            return false;
        }
        context.run(
                "log the restart",
                () -> LOG.warn(
                        "config changed while workflow degraded, restarting workflow"
                                + " tenant={} execution={} reason=\"{}\" old_hash={} new_hash={}",
                        record.name,
                        record.workflowExecutionName,
                        "Configuration updated",
                        oldHash,
                        newHash));
        tenant.work().intent = new Intent(Next.RESTART, "Configuration updated", Transition.CONFIG_CHANGE);
        runs.cancel(context, record);
        return true;
    }

    private boolean isDegraded(ObjectContext context, String invocationId) {
        try {
            return context.run("health of the run", Boolean.class, SHORT_RETRY, () -> {
                RunCondition condition = health.of(List.of(invocationId)).get(invocationId);
                return condition != null && condition.isDegraded();
            });
        } catch (TerminalException unknown) {
            return false;
        }
    }
}
