package dev.landlord.workflow.serve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.workflow.serve.AdminApi.Answer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Registers one endpoint with one Restate server, in the background, until the server answers.
 *
 * <p>Restate takes all services of an endpoint or none. If it refuses them, each is registered as an endpoint of its
 * own, so that one that Restate refuses keeps no other from being registered.
 *
 * <p>Then it raises the inactivity timeout of the workflows, after which Restate closes the stream of an attempt that
 * is silent: while a block runs, the timers of other branches and a cancellation could no longer reach the attempt.
 * Waiting attempts do not need that timeout, because {@link ServedStream} suspends them. A Restate whose default is 0
 * makes every attempt replay at each wait, for tests, and keeps its default.
 */
final class Registration implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger("dev.landlord.workflow.serve");
    private static final Duration FIRST_DELAY = Duration.ofMillis(250);
    private static final Duration MAX_DELAY = Duration.ofSeconds(10);

    /** Between the end of the inactivity timeout and the end of the attempt. */
    private static final Duration ABORT_TIMEOUT = Duration.ofMinutes(1);

    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    private final AdminApi admin;
    private final URI adminUrl;
    private final URI serviceUrl;
    private final Map<String, Duration> services;
    private final Thread thread;

    private Registration(URI adminUrl, URI serviceUrl, Map<String, Duration> services) {
        this.admin = new AdminApi(adminUrl);
        this.adminUrl = adminUrl;
        this.serviceUrl = serviceUrl;
        this.services = services;
        this.thread = new Thread(this::run, "landlord-registration");
        this.thread.setDaemon(true);
    }

    /**
     * Starts to register what is served at {@code serviceUrl}.
     *
     * @param services the names of the services, and of each how long a block of it may run; zero: not limited here
     */
    static Registration start(URI adminUrl, URI serviceUrl, Map<String, Duration> services) {
        Registration registration = new Registration(adminUrl, serviceUrl, services);
        registration.thread.start();
        return registration;
    }

    private void run() {
        Duration delay = FIRST_DELAY;
        boolean warned = false;
        while (true) {
            try {
                try {
                    register();
                    return;
                } catch (IOException away) {
                    if (!warned) {
                        LOG.warn(ServeErrors.away(adminUrl, away));
                        warned = true;
                    }
                }
                Thread.sleep(delay.toMillis());
            } catch (InterruptedException closed) {
                done.cancel(false);
                return;
            }
            Duration doubled = delay.multipliedBy(2);
            delay = doubled.compareTo(MAX_DELAY) < 0 ? doubled : MAX_DELAY;
        }
    }

    private void register() throws IOException, InterruptedException {
        Answer all = admin.register(serviceUrl);
        if (all.isAccepted()) {
            raiseInactivityTimeouts(all);
            succeed();
            return;
        }
        Map<String, Answer> refused = services.size() == 1 ? Map.of() : registerEach();
        if (services.size() == 1 || refused.size() == services.size()) {
            fail(ServeErrors.refused(adminUrl, serviceUrl, all));
        } else if (refused.isEmpty()) {
            succeed();
        } else {
            fail(refused.entrySet().stream()
                    .map(one -> ServeErrors.refusedService(adminUrl, one.getKey(), one.getValue()))
                    .collect(Collectors.joining("\n")));
        }
    }

    /** Returns what Restate refused, by the name of the service. */
    private Map<String, Answer> registerEach() throws IOException, InterruptedException {
        Map<String, Answer> refused = new LinkedHashMap<>();
        String base = serviceUrl.toString().replaceAll("/+$", "");
        for (String service : services.keySet()) {
            Answer answer = admin.register(URI.create(base + EndpointHandler.pathOf(service)));
            if (answer.isAccepted()) {
                raiseInactivityTimeouts(answer);
            } else {
                refused.put(service, answer);
            }
        }
        return refused;
    }

    private void raiseInactivityTimeouts(Answer registered) throws IOException, InterruptedException {
        for (JsonNode service : registered.json().path("services")) {
            String name = service.path("name").asText();
            Duration longest = services.getOrDefault(name, Duration.ZERO);
            String inactivity = service.path("inactivity_timeout").asText("0");
            if (longest.compareTo(ABORT_TIMEOUT) <= 0 || inactivity.startsWith("0")) {
                continue;
            }
            Answer answer = admin.limitAttempts(name, longest, ABORT_TIMEOUT);
            if (!answer.isAccepted()) {
                LOG.warn(ServeErrors.inactivityTimeout(adminUrl, name, answer));
            }
        }
    }

    private void succeed() {
        LOG.info("Registered {} with Restate at {}", serviceUrl, adminUrl);
        done.complete(null);
    }

    /** A refusal is final: Restate would answer the same again. */
    private void fail(String refusal) {
        LOG.error(refusal);
        done.completeExceptionally(new IllegalStateException(refusal));
    }

    /** Returns whether it is registered, waiting for {@code timeout} at most. */
    boolean await(Duration timeout) {
        try {
            done.get(Math.max(0, timeout.toMillis()), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | CancellationException notRegistered) {
            return false;
        } catch (ExecutionException refused) {
            throw (IllegalStateException) refused.getCause();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
