package dev.landlord.server.registration;

import dev.landlord.server.auth.AuthenticationException;
import dev.landlord.server.registration.AdminClient.RegisteredService;
import dev.landlord.server.registration.Attempt.Failure;
import dev.landlord.server.registration.Attempt.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers a deployment at Restate, or only checks whether it is registered.
 *
 * @param registers {@code false} if the operator registers the deployment
 */
record Registration(AdminClient admin, Deployment deployment, boolean registers) {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    private static final int CONFLICT = 409;

    /** The time between the end of the inactivity timeout and the end of the attempt. */
    private static final Duration ABORT_TIMEOUT = Duration.ofMinutes(1);

    /**
     * Tries once to register {@code services}.
     *
     * @param services the names of the services, each with the time that a block of it may run; zero: Restate's default
     */
    Attempt attempt(Map<String, Duration> services) throws InterruptedException {
        try {
            admin.checkHealth();
            Set<String> registered = registers ? register(services) : find(services.keySet());
            registered.retainAll(services.keySet());
            return new Attempt(Optional.of(registered), missing(services.keySet(), registered));
        } catch (AdminApiException failure) {
            return Attempt.failed(failure.isTransient() ? Kind.INCOMPLETE : Kind.REFUSED, failure.getMessage());
        } catch (AuthenticationException noCredentials) {
            return Attempt.failed(Kind.INCOMPLETE, noCredentials.getMessage());
        } catch (IOException failure) {
            String reason = failure.getMessage() == null ? "no connection" : failure.getMessage();
            return Attempt.failed(Kind.UNREACHABLE, "Restate does not answer at " + admin.endpoint() + ": " + reason);
        }
    }

    private Set<String> register(Map<String, Duration> services) throws IOException, InterruptedException {
        try {
            Set<String> registered = new HashSet<>();
            for (RegisteredService service : admin.register(deployment)) {
                registered.add(service.name());
                raiseInactivityTimeout(service, services.getOrDefault(service.name(), Duration.ZERO));
            }
            return registered;
        } catch (AdminApiException failure) {
            if (failure.status() == CONFLICT) {
                // Another caller has registered the deployment; its services may be the expected ones.
                return find(services.keySet());
            }
            throw failure.isTransient() ? failure.withAdvice(deployment.advice()) : failure;
        }
    }

    /**
     * After the inactivity timeout, Restate closes the stream of an attempt: while a block runs, a cancellation and the
     * timers of other branches could then no longer reach the attempt. Attempts that wait do not need the timeout,
     * because the worker suspends them.
     */
    private void raiseInactivityTimeout(RegisteredService service, Duration maxAttemptDuration)
            throws IOException, InterruptedException {
        if (maxAttemptDuration.compareTo(ABORT_TIMEOUT) <= 0 || !service.hasInactivityTimeout()) {
            return;
        }
        try {
            admin.setTimeouts(service.name(), maxAttemptDuration, ABORT_TIMEOUT);
        } catch (AdminApiException refused) {
            LOG.warn(
                    "Restate did not raise the inactivity timeout of the service to {}, so a cancellation does not reach a"
                            + " step that runs for longer than Restate's default; allow PATCH /services/…, or raise the"
                            + " default of Restate service={}: {}",
                    maxAttemptDuration,
                    service.name(),
                    refused.getMessage());
        }
    }

    private Set<String> find(Set<String> services) throws IOException, InterruptedException {
        Set<String> found = new HashSet<>();
        for (String service : services) {
            if (admin.has(service)) {
                found.add(service);
            }
        }
        return found;
    }

    private Optional<Failure> missing(Set<String> services, Set<String> registered) {
        Set<String> missing = new TreeSet<>(services);
        missing.removeAll(registered);
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        String reason = registers
                ? "Restate found no " + String.join(", ", missing) + " at " + deployment.address()
                : "Restate does not know " + String.join(", ", missing)
                        + "; worker_register_on_startup is false, so register " + deployment.address() + " with it";
        return Optional.of(new Failure(Kind.INCOMPLETE, reason));
    }
}
