package dev.landlord.server;

import dev.landlord.server.catalog.WorkflowCatalog;
import dev.landlord.server.restate.RestateException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refreshes the catalog at an interval, because another Landlord may have created or deleted blueprints. */
final class CatalogRefresh implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogRefresh.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "landlord-catalog");
        thread.setDaemon(true);
        return thread;
    });
    private final WorkflowCatalog catalog;
    private CompletableFuture<Void> next;

    CatalogRefresh(WorkflowCatalog catalog) {
        this.catalog = catalog;
    }

    /** Refreshes now, and then at the interval. */
    void start(Duration interval) {
        executor.scheduleWithFixedDelay(this::refresh, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Refreshes as soon as possible.
     *
     * @return completes when a refresh that started after this call has succeeded; fails after 30 seconds
     */
    synchronized CompletionStage<Void> soon() {
        if (executor.isShutdown()) {
            return CompletableFuture.failedFuture(new IllegalStateException("Landlord is stopping"));
        }
        if (next == null) {
            next = new CompletableFuture<>();
            CompletableFuture<Void> waiting = next;
            long deadline = System.nanoTime() + TIMEOUT.toNanos();
            executor.execute(() -> attempt(waiting, deadline));
        }
        return next;
    }

    private void attempt(CompletableFuture<Void> waiting, long deadline) {
        synchronized (this) {
            // Later callers need a refresh that starts later.
            next = next == waiting ? null : next;
        }
        if (refresh()) {
            waiting.complete(null);
        } else if (System.nanoTime() < deadline) {
            executor.schedule(() -> attempt(waiting, deadline), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            waiting.completeExceptionally(new IllegalStateException("the blueprints could not be read in " + TIMEOUT));
        }
    }

    /** Returns whether the refresh succeeded. */
    private boolean refresh() {
        try {
            catalog.refresh();
            return true;
        } catch (RestateException unreachable) {
            // Registration reports that Restate is unreachable.
            LOG.debug("the blueprints could not be read", unreachable);
        } catch (RuntimeException failure) {
            LOG.error("the blueprints could not be read", failure);
        }
        return false;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
