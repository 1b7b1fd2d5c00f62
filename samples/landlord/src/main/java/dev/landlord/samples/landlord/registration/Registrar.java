package dev.landlord.samples.landlord.registration;

import dev.landlord.samples.landlord.auth.Authentication;
import dev.landlord.samples.landlord.config.DeploymentConfig;
import dev.landlord.samples.landlord.config.RestateConfig;
import dev.landlord.samples.landlord.registration.Attempt.Kind;
import dev.landlord.samples.landlord.registration.Attempt.Trouble;
import dev.landlord.samples.landlord.restate.RestateException;
import dev.landlord.samples.landlord.restate.WorkflowNotRegistered;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one Restate know the services of one deployment, in the background and as long as it takes; the start of
 * Landlord does not wait for it. It may be done again at will: a restart registers the same deployment anew.
 *
 * <p>What did not do is tried again after half a second, then after twice that, and so on up to 10 seconds; and soon
 * after somebody has asked for a service that is missing. What Restate refuses for good is tried again only then, or
 * with other services. With {@code worker_register_on_startup: false} it only looks whether the services are there.
 *
 * <p>It is safe for use by several threads.
 */
public final class Registrar implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);

    private final Registration registration;
    private final RegistrationLog log = new RegistrationLog();
    private final Backoff backoff = new Backoff();
    private final Thread thread = new Thread(this::run, "landlord-registrar");

    private Set<String> services;
    private boolean again;
    private Set<String> registered = Set.of();
    private Optional<Trouble> trouble = Optional.empty();
    private boolean hasAttempted;
    private volatile boolean closed;

    private Registrar(Registration registration, Collection<String> services) {
        this.registration = registration;
        this.services = Set.copyOf(services);
    }

    /**
     * Begins to register.
     *
     * @param listening where this process serves what Restate calls
     * @param services the names of the services that are served
     */
    public static Registrar start(
            RestateConfig config, Authentication authentication, URI listening, Collection<String> services) {
        DeploymentConfig deployment = config.deployment();
        LOG.info(
                "registering Restate workflow provider endpoint={} execution_mechanism={}",
                config.endpoint(),
                deployment.mechanism().word());
        Registration registration = new Registration(
                new RestateAdmin(deployment.adminEndpoint(), authentication),
                Deployment.of(deployment, listening),
                deployment.registerOnStartup());
        Registrar registrar = new Registrar(registration, services);
        registrar.thread.setDaemon(true);
        registrar.thread.start();
        return registrar;
    }

    /** Registers again, now that the deployment serves {@code services}, no more and no fewer. */
    public synchronized void registerAgain(Collection<String> services) {
        this.services = Set.copyOf(services);
        registered = wanted(registered);
        again = true;
        backoff.now();
        notifyAll();
    }

    /**
     * Returns if Restate knows {@code service}. If it does not, and services are missing, it is soon tried again.
     *
     * @throws RestateException if Restate does not answer
     * @throws WorkflowNotRegistered if it answers, and does not know the service
     */
    public synchronized void requireRegistered(String service) {
        if (registered.contains(service)) {
            return;
        }
        if (!registered.containsAll(services)) {
            backoff.soon();
            notifyAll();
        }
        if (!hasAttempted) {
            throw RestateException.unreached(registration.admin().unanswered());
        }
        trouble.filter(met -> met.kind() == Kind.AWAY).ifPresent(away -> {
            throw RestateException.unreached(away.reason());
        });
        throw new WorkflowNotRegistered(service);
    }

    /** Which services Restate knows, and why not all. */
    public synchronized Readiness readiness() {
        List<String> reasons = new ArrayList<>();
        Set<String> missing = new TreeSet<>(services);
        missing.removeAll(registered);
        if (!missing.isEmpty()) {
            reasons.add("workflow services not registered yet: " + String.join(", ", missing));
            trouble.map(Trouble::reason).ifPresent(reasons::add);
        }
        return new Readiness(registered, reasons);
    }

    /** Waits until Restate knows all services; {@code false} if {@code timeout} passes first. */
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

    /** Stops trying. What is registered stays so. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        try {
            while (!closed) {
                settle(attempt(awaitTurn()));
            }
        } catch (InterruptedException stopped) {
            LOG.debug("registration stopped");
        }
    }

    private synchronized Set<String> awaitTurn() throws InterruptedException {
        for (long left = backoff.millisLeft(); left > 0; left = backoff.millisLeft()) {
            wait(left);
        }
        again = false;
        return services;
    }

    private Attempt attempt(Set<String> services) throws InterruptedException {
        try {
            return registration.attempt(services);
        } catch (RuntimeException unexpected) {
            // Told like any other trouble; without this thread nothing would ever be registered.
            return Attempt.failed(Kind.INCOMPLETE, unexpected.toString());
        }
    }

    private synchronized void settle(Attempt attempt) {
        registered = wanted(attempt.registered().orElse(registered));
        trouble = attempt.trouble();
        hasAttempted = true;
        log.attempted(registered, trouble);
        if (again) {
            backoff.now();
        } else if (trouble.filter(met -> met.kind() != Kind.REFUSED).isPresent()) {
            backoff.later();
        } else {
            backoff.rest();
        }
        notifyAll();
    }

    private Set<String> wanted(Set<String> known) {
        return services.stream().filter(known::contains).collect(Collectors.toUnmodifiableSet());
    }
}
