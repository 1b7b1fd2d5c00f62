package dev.landlord.workflow.testing.java;

import dev.landlord.workflow.java.WorkflowBody;
import dev.landlord.workflow.testing.JavaApi;
import dev.landlord.workflow.testing.ReplayReport;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks before a deployment whether today's code can continue the runs in flight on a live server:
 *
 * <pre>{@code
 * ReplayReport report = LiveReplay.of("ProvisionTenant", () -> new ProvisionTenant(fake)).check(restate.adminUrl());
 * assertTrue(report.isSafe(), report.toString());
 * }</pre>
 *
 * <p>Reads the journal of every run of a service that has not ended through the admin API, and replays it. Changes
 * nothing on the server, and runs no block of a step. Each method changes this check and returns it.
 */
public final class LiveReplay {
    private final String service;
    private final Supplier<? extends WorkflowBody<?, ?>> workflow;
    private final Set<String> acceptedDefaults = new LinkedHashSet<>();
    private @Nullable Path saveTo;

    private LiveReplay(String service, Supplier<? extends WorkflowBody<?, ?>> workflow) {
        this.service = service;
        this.workflow = workflow;
    }

    /**
     * Creates a check.
     *
     * @param service the name of the workflow's service
     * @param workflow creates the workflow; called once for each run
     */
    public static LiveReplay of(String service, Supplier<? extends WorkflowBody<?, ?>> workflow) {
        return new LiveReplay(service, workflow);
    }

    /** Writes the journals to a folder, for {@link GoldenJournals}; it is created if it does not exist. */
    public LiveReplay saveTo(Path folder) {
        saveTo = folder;
        return this;
    }

    /**
     * Accepts that inputs lack fields whose default has not changed since the runs started, or that the runs do not read.
     *
     * @param paths such as {@code $.currency} or, for all elements of a list, {@code $.items[*].quantity}
     */
    public LiveReplay acceptDefaults(String... paths) {
        acceptedDefaults.addAll(List.of(paths));
        return this;
    }

    /**
     * Replays the runs in flight. Blocks.
     *
     * @param adminUrl such as {@code http://localhost:9070}
     * @return the report, which names the runs that today's code cannot continue
     * @throws java.io.UncheckedIOException if the server does not answer
     * @throws IllegalStateException if the server refuses a request
     * @throws IllegalArgumentException if the service cannot be the name of a service, if {@code adminUrl} is not an http
     *     URL, LW152, or if an accepted default does not begin with {@code $.}, LW171
     */
    public ReplayReport check(URI adminUrl) {
        return JavaApi.liveReplayInJava(adminUrl, service, saveTo, acceptedDefaults, workflow);
    }
}
