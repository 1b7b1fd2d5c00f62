package dev.landlord.server.readiness;

import dev.landlord.server.config.ServiceNames;
import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.RestateException;
import dev.landlord.server.store.Database;
import dev.landlord.server.store.StoreException;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tests the way that each change takes: the database of Landlord, Restate with its admin API, and the worker that Restate
 * calls. All tests
 * within a second share one result, because every caller can ask for one.
 */
public final class WritePath {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration MAX_AGE = Duration.ofSeconds(1);

    private final RestateApi restate;
    private final String service;
    private final Database database;
    private long testedAt = System.nanoTime() - MAX_AGE.toNanos();
    private List<String> reasons = List.of();

    public WritePath(RestateApi restate, ServiceNames names, Database database) {
        this.restate = restate.withTimeout(TIMEOUT);
        this.service = names.of(ProbeService.SERVICE);
        this.database = database;
    }

    /** Why nothing can be changed now, one sentence each; empty if everything works. Takes at most some seconds. */
    public synchronized List<String> reasons() {
        if (System.nanoTime() - testedAt >= MAX_AGE.toNanos()) {
            reasons = test();
            testedAt = System.nanoTime();
        }
        return reasons;
    }

    private List<String> test() {
        List<String> found = new ArrayList<>();
        try {
            restate.admin("GET", null, "health").orThrow();
            restate.call(Optional.empty(), null, service, "write").orThrow();
        } catch (RestateException failure) {
            found.add(failure.getMessage());
        }
        try {
            writeToStore();
        } catch (StoreException failure) {
            found.add("the database of Landlord cannot be written; its log says why");
        }
        return List.copyOf(found);
    }

    private void writeToStore() {
        database.run(connection -> {
            try (PreparedStatement update = connection.prepareStatement("update write_probe set written_at = ?")) {
                update.setObject(1, Instant.now().atOffset(ZoneOffset.UTC));
                return update.executeUpdate();
            }
        });
    }
}
