package dev.landlord.samples.landlord.server;

import dev.landlord.samples.landlord.catalog.WorkflowCatalog;
import dev.landlord.samples.landlord.restate.RestateException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for blueprints that were there before this process, or that another Landlord has made. */
final class CatalogRefresh implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogRefresh.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration LIMIT = Duration.ofSeconds(30);

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

    /** Looks now, and then again and again. */
    void start(Duration interval) {
        executor.scheduleWithFixedDelay(this::refresh, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks as soon as possible; done when a look that started after this call has succeeded, failed after 30 seconds. */
    synchronized CompletionStage<Void> soon() {
        if (executor.isShutdown()) {
            return CompletableFuture.failedFuture(new IllegalStateException("Landlord stops"));
        }
        if (next == null) {
            next = new CompletableFuture<>();
            CompletableFuture<Void> waiting = next;
            long deadline = System.nanoTime() + LIMIT.toNanos();
            executor.execute(() -> attempt(waiting, deadline));
        }
        return next;
    }

    private void attempt(CompletableFuture<Void> waiting, long deadline) {
        synchronized (this) {
            // Who calls from now on wants a later look.
            next = next == waiting ? null : next;
        }
        if (refresh()) {
            waiting.complete(null);
        } else if (System.nanoTime() < deadline) {
            executor.schedule(() -> attempt(waiting, deadline), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            waiting.completeExceptionally(new IllegalStateException("the blueprints could not be read in " + LIMIT));
        }
    }

    /** Whether it could look. */
    private boolean refresh() {
        try {
            catalog.refresh();
            return true;
        } catch (RestateException away) {
            // Registration reports it; here it is tried again soon.
            LOG.debug("no look at the blueprints", away);
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
