package dev.landlord.server.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How the controller brings tenants into their desired state.
 *
 * @param workflowProvider the provider of the controller's workflows, instead of the default provider
 * @param planning whether a tenant is planned before it is provisioned; default: none
 * @param reconciliationInterval the interval between two reads of all tenants
 * @param statusPollInterval the interval between two reads of a running workflow; default: the reconciliation interval
 * @param workers the number of tenants that are processed at the same time
 * @param workflowTriggerTimeout the time limit of the start of a workflow
 * @param shutdownTimeout the time limit of the work in progress when Landlord stops
 * @param maxRetries the number of retries after which a tenant has failed
 * @param queueBackoffInitial the delay before the first retry; each further delay is twice as long
 * @param queueBackoffMax the maximum delay between two retries
 */
public record ControllerConfig(
        boolean enabled,
        Optional<Provider> workflowProvider,
        PlanningMode planning,
        Duration reconciliationInterval,
        Duration statusPollInterval,
        int workers,
        Duration workflowTriggerTimeout,
        Duration shutdownTimeout,
        int maxRetries,
        Duration queueBackoffInitial,
        Duration queueBackoffMax) {
    static ControllerConfig read(Values values) {
        Duration interval = values.positiveDuration(Key.RECONCILIATION_INTERVAL);
        ControllerConfig config = new ControllerConfig(
                values.flag(Key.CONTROLLER_ENABLED),
                values.text(Key.CONTROLLER_WORKFLOW_PROVIDER)
                        .map(set -> values.choice(Key.CONTROLLER_WORKFLOW_PROVIDER, Provider.values())),
                values.choice(Key.PLANNING, PlanningMode.values()),
                interval,
                values.optionalPositiveDuration(Key.STATUS_POLL_INTERVAL).orElse(interval),
                values.number(Key.CONTROLLER_WORKERS),
                values.positiveDuration(Key.WORKFLOW_TRIGGER_TIMEOUT),
                values.positiveDuration(Key.SHUTDOWN_TIMEOUT),
                values.number(Key.MAX_RETRIES),
                values.positiveDuration(Key.QUEUE_BACKOFF_INITIAL),
                values.positiveDuration(Key.QUEUE_BACKOFF_MAX));
        config.check(values);
        return config;
    }

    private void check(Values values) {
        if (workers < 1) {
            values.error(Key.CONTROLLER_WORKERS, "workers must be at least 1, got " + workers);
        }
        if (maxRetries < 0) {
            values.error(Key.MAX_RETRIES, "max_retries must be non-negative");
        }
        if (queueBackoffMax.compareTo(queueBackoffInitial) < 0) {
            values.error(Key.QUEUE_BACKOFF_MAX, "queue_backoff_max must not be shorter than queue_backoff_initial");
        }
    }
}
