package dev.landlord.server.metrics;

import dev.landlord.server.execution.OpenWork;
import dev.landlord.server.registration.Readiness;
import dev.landlord.server.restate.RestateException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The executions by state, the open approvals and the registration, as Restate has them. All scrapes within five seconds
 * show the same numbers, so that many scrapers do not load Restate.
 */
public final class WorkflowMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(WorkflowMetrics.class);
    private static final Duration MAX_AGE = Duration.ofSeconds(5);

    private final OpenWork work;
    private final Supplier<Readiness> readiness;
    private final ReentrantLock refresh = new ReentrantLock();
    private long refreshedAt = System.nanoTime() - MAX_AGE.toNanos();
    private MultiGauge executions;
    private MultiGauge approvals;
    private volatile boolean isReachable;
    private volatile Instant oldestApproval;

    public WorkflowMetrics(OpenWork work, Supplier<Readiness> readiness) {
        this.work = work;
        this.readiness = readiness;
    }

    void addTo(MeterRegistry registry) {
        executions = MultiGauge.builder("landlord.executions")
                .description("Executions that Restate knows, by workflow and status at Restate")
                .register(registry);
        approvals = MultiGauge.builder("landlord.approvals.pending")
                .description("Approvals that wait for a decision, by workflow")
                .register(registry);
        TimeGauge.builder("landlord.approvals.oldest.age", this, TimeUnit.SECONDS, metrics -> metrics.oldestAge())
                .description("How long the oldest pending approval has waited; 0 if none is pending")
                .register(registry);
        Gauge.builder("landlord.restate.up", this, metrics -> metrics.isReachable ? 1 : 0)
                .description("Whether Restate answered at the last scrape")
                .register(registry);
        Gauge.builder(
                        "landlord.services.registered",
                        readiness,
                        known -> known.get().registered().size())
                .description("Services that Restate has registered")
                .register(registry);
        Gauge.builder(
                        "landlord.registration.complete",
                        readiness,
                        known -> known.get().isReady() ? 1 : 0)
                .description("Whether Restate has registered all services")
                .register(registry);
    }

    private double oldestAge() {
        Instant oldest = oldestApproval;
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, Instant.now()).toMillis() / 1000.0);
    }

    /** Reads the numbers from Restate, unless they are recent, or another thread reads them. */
    void refresh() {
        if (!refresh.tryLock()) {
            return;
        }
        try {
            if (System.nanoTime() - refreshedAt >= MAX_AGE.toNanos()) {
                read();
                refreshedAt = System.nanoTime();
            }
        } finally {
            refresh.unlock();
        }
    }

    private void read() {
        try {
            List<OpenWork.ExecutionCount> counts = work.executions();
            OpenWork.PendingApprovals pending = work.approvals();
            show(counts, pending);
            isReachable = true;
        } catch (RestateException failure) {
            LOG.debug("metrics without Restate: {}", failure.getMessage());
            show(List.of(), new OpenWork.PendingApprovals(Map.of(), Optional.empty()));
            isReachable = false;
        }
    }

    private void show(List<OpenWork.ExecutionCount> counts, OpenWork.PendingApprovals pending) {
        executions.register(counts.stream().map(WorkflowMetrics::row).toList(), true);
        approvals.register(
                pending.byWorkflow().entrySet().stream()
                        .map(entry -> Row.of(Tags.of("workflow", entry.getKey()), entry.getValue()))
                        .toList(),
                true);
        oldestApproval = pending.oldest().orElse(null);
    }

    private static Row<Number> row(OpenWork.ExecutionCount count) {
        return Row.of(Tags.of("workflow", count.workflowId(), "status", count.status()), count.count());
    }
}
