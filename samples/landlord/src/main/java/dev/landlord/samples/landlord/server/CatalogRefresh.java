package dev.landlord.samples.landlord.server;

import dev.landlord.samples.landlord.catalog.WorkflowCatalog;
import dev.landlord.samples.landlord.restate.RestateException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for blueprints that were there before this process, or that another Landlord has made. */
final class CatalogRefresh implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogRefresh.class);

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "landlord-catalog");
        thread.setDaemon(true);
        return thread;
    });

    private CatalogRefresh() {}

    static CatalogRefresh start(WorkflowCatalog catalog, Duration interval) {
        CatalogRefresh refresh = new CatalogRefresh();
        refresh.executor.scheduleWithFixedDelay(() -> refresh(catalog), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return refresh;
    }

    private static void refresh(WorkflowCatalog catalog) {
        try {
            catalog.refresh();
        } catch (RestateException away) {
            // Registration tells of it; here it is tried again soon.
            LOG.debug("no look at the blueprints", away);
        } catch (RuntimeException failure) {
            LOG.error("the blueprints could not be read", failure);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
