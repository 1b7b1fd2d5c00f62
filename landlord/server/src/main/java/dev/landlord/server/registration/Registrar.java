package dev.landlord.server.registration;

import dev.landlord.server.config.DeploymentConfig;
import dev.landlord.server.config.RestateConfig;
import dev.landlord.server.registration.Attempt.Failure;
import dev.landlord.server.registration.Attempt.Kind;
import dev.landlord.server.restate.RestateException;
import dev.landlord.server.restate.RestateHttp;
import dev.landlord.server.restate.WorkflowNotRegisteredException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the services of one deployment at one Restate. A background thread retries until Restate has registered all
 * of them; the start of Landlord does not wait for that. Registration is idempotent, so a restart repeats it.
 *
 * <p>The delay before a retry is half a second at first, and doubles up to 10 seconds. A request for a missing service
 * shortens the delay. If Restate refuses the deployment, only such a request or a change of the services causes a retry.
 * With {@code worker_register_on_startup: false} the registrar only checks whether Restate has registered the services.
 *
 * <p>It is safe for use by several threads.
 */
public final class Registrar implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);

    private final Registration registration;
    private final RegistrationLog log = new RegistrationLog();
    private final Backoff backoff = new Backoff();
    private final Thread thread = new Thread(this::run, "landlord-registrar");

    private Map<String, Duration> services;
    private boolean again;
    private Set<String> registered = Set.of();
    private Optional<Failure> failure = Optional.empty();
    private boolean hasAttempted;
    private volatile boolean closed;

    private Registrar(Registration registration, Map<String, Duration> services) {
        this.registration = registration;
        this.services = Map.copyOf(services);
    }

    /**
     * Starts the registration.
     *
     * @param listening the URL at which this process serves the services
     * @param services the names of the served services, each with the time that a block of it may run; zero: Restate's
     *     default
     */
    public static Registrar start(
            RestateConfig config, RestateHttp http, URI listening, Map<String, Duration> services) {
        DeploymentConfig deployment = config.deployment();
        LOG.info(
                "registering Restate workflow provider endpoint={} execution_mechanism={}",
                config.endpoint(),
                deployment.mechanism().word());
        Registration registration = new Registration(
                new AdminClient(http, deployment.adminEndpoint()),
                Deployment.of(deployment, listening),
                deployment.registerOnStartup());
        Registrar registrar = new Registrar(registration, services);
        registrar.thread.setDaemon(true);
        registrar.thread.start();
        return registrar;
    }

    /** Registers the deployment again, which now serves exactly {@code services}. */
    public synchronized void registerAgain(Map<String, Duration> services) {
        this.services = Map.copyOf(services);
        registered = onlyServed(registered);
        again = true;
        backoff.now();
        notifyAll();
    }

    /**
     * Returns if Restate has registered {@code service}; otherwise shortens the delay before the next attempt.
     *
     * @throws RestateException if Restate cannot be reached
     * @throws WorkflowNotRegisteredException if Restate responds, and has not registered the service
     */
    public synchronized void requireRegistered(String service) {
        if (registered.contains(service)) {
            return;
        }
        if (!registered.containsAll(services.keySet())) {
            backoff.soon();
            notifyAll();
        }
        if (!hasAttempted) {
            throw RestateException.neverReached(
                    "Restate has not answered yet at " + registration.admin().endpoint());
        }
        failure.filter(last -> last.kind() == Kind.UNREACHABLE).ifPresent(unreachable -> {
            throw RestateException.neverReached(unreachable.reason());
        });
        throw new WorkflowNotRegisteredException(service);
    }

    /** The services that Restate has registered, and why others are missing. */
    public synchronized Readiness readiness() {
        List<String> reasons = new ArrayList<>();
        Set<String> missing = new TreeSet<>(services.keySet());
        missing.removeAll(registered);
        if (!missing.isEmpty()) {
            reasons.add("workflow services not registered yet: " + String.join(", ", missing));
            failure.map(Failure::reason).ifPresent(reasons::add);
        }
        return new Readiness(registered, reasons);
    }

    /** Waits until Restate has registered all services; {@code false} if {@code timeout} passes first. */
    public synchronized boolean awaitReady(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!readiness().isReady()) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** Stops the attempts. Restate keeps the registered services. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        try {
            while (!closed) {
                record(attempt(awaitTurn()));
            }
        } catch (InterruptedException stopped) {
            LOG.debug("registration stopped");
        }
    }

    private synchronized Map<String, Duration> awaitTurn() throws InterruptedException {
        for (long left = backoff.millisLeft(); left > 0; left = backoff.millisLeft()) {
            wait(left);
        }
        again = false;
        return services;
    }

    private Attempt attempt(Map<String, Duration> services) throws InterruptedException {
        try {
            return registration.attempt(services);
        } catch (RuntimeException unexpected) {
            // The thread must go on: without it nothing would be registered.
            return Attempt.failed(Kind.INCOMPLETE, unexpected.toString());
        }
    }

    private synchronized void record(Attempt attempt) {
        registered = onlyServed(attempt.registered().orElse(registered));
        failure = attempt.failure();
        hasAttempted = true;
        log.attempted(registered, failure);
        if (again) {
            backoff.now();
        } else if (failure.filter(last -> last.kind() != Kind.REFUSED).isPresent()) {
            backoff.later();
        } else {
            backoff.stop();
        }
        notifyAll();
    }

    private Set<String> onlyServed(Set<String> known) {
        return services.keySet().stream().filter(known::contains).collect(Collectors.toUnmodifiableSet());
    }
}
