package dev.landlord.samples.landlord.tenant;

import dev.landlord.samples.landlord.tenant.TenantMemory.Intent;
import dev.landlord.samples.landlord.tenant.TenantMemory.Next;
import dev.restate.sdk.ObjectContext;
import dev.restate.sdk.common.RetryPolicy;
import dev.restate.sdk.common.TerminalException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A configuration that changes while a run is at work. A run that makes progress goes on, and the
 * tenant is updated afterwards. One that fails again and again may do so because of the
 * configuration: it is cancelled, undoes what it did, and is begun anew.
 */
final class ConfigChange {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigChange.class);

    /** Nobody waits long for an answer; a run whose condition is not known goes on. */
    private static final RetryPolicy BRIEFLY =
            RetryPolicy.exponential(Duration.ofMillis(100), 2).setMaxAttempts(4);

    private final TenantRuns runs;
    private final RunHealth health;

    ConfigChange(TenantRuns runs, RunHealth health) {
        this.runs = runs;
        this.health = health;
    }

    /** Returns whether the run at work will be begun anew, with what is desired then. */
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
            return context.run("health of the run", Boolean.class, BRIEFLY, () -> {
                RunCondition condition = health.of(List.of(invocationId)).get(invocationId);
                return condition != null && condition.isDegraded();
            });
        } catch (TerminalException unknown) {
            return false;
        }
    }
}
