package dev.landlord.samples.landlord.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How the controller brings tenants to what is desired of them.
 *
 * @param workflowProvider runs the controller's workflows in place of the default provider
 * @param planning whether tenants are planned before they are made; default: none
 * @param reconciliationInterval between two looks at all tenants
 * @param statusPollInterval between two looks at a running workflow; default: the reconciliation interval
 * @param workers how many tenants are worked on at once
 * @param workflowTriggerTimeout how long the start of a workflow may take
 * @param shutdownTimeout how long work in hand may take when Landlord stops
 * @param maxRetries after which a tenant has failed
 * @param queueBackoffInitial before the first retry; doubled for each that follows
 * @param queueBackoffMax the longest time between two retries
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
            values.problem(Key.CONTROLLER_WORKERS, "workers must be at least 1, got " + workers);
        }
        if (maxRetries < 0) {
            values.problem(Key.MAX_RETRIES, "max_retries must be non-negative");
        }
        if (queueBackoffMax.compareTo(queueBackoffInitial) < 0) {
            values.problem(Key.QUEUE_BACKOFF_MAX, "queue_backoff_max must not be shorter than queue_backoff_initial");
        }
    }
}
