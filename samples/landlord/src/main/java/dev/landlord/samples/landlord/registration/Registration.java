package dev.landlord.samples.landlord.registration;

import dev.landlord.samples.landlord.auth.AuthenticationException;
import dev.landlord.samples.landlord.registration.Attempt.Kind;
import dev.landlord.samples.landlord.registration.Attempt.Trouble;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes Restate know a deployment, or only looks whether it does.
 *
 * @param registers {@code false} where the operator registers it
 */
record Registration(RestateAdmin admin, Deployment deployment, boolean registers) {
    private static final int CONFLICT = 409;

    /** Tries once to make Restate know {@code services}. */
    Attempt attempt(Set<String> services) throws InterruptedException {
        try {
            admin.checkHealth();
            Set<String> registered = registers ? register(services) : look(services);
            registered.retainAll(services);
            return new Attempt(Optional.of(registered), missing(services, registered));
        } catch (RefusedException refused) {
            return Attempt.failed(refused.canGetBetter() ? Kind.INCOMPLETE : Kind.REFUSED, refused.getMessage());
        } catch (AuthenticationException noCredentials) {
            return Attempt.failed(Kind.INCOMPLETE, noCredentials.getMessage());
        } catch (IOException away) {
            String reason = away.getMessage() == null ? "no connection" : away.getMessage();
            return Attempt.failed(Kind.AWAY, "Restate does not answer at " + admin.endpoint() + ": " + reason);
        }
    }

    private Set<String> register(Set<String> services) throws IOException, InterruptedException {
        try {
            return admin.register(deployment);
        } catch (RefusedException refused) {
            if (refused.status() == CONFLICT) {
                // Somebody has registered it; what counts is that the services are there.
                return look(services);
            }
            throw refused.canGetBetter() ? refused.withAdvice(deployment.advice()) : refused;
        }
    }

    private Set<String> look(Set<String> services) throws IOException, InterruptedException {
        Set<String> found = new HashSet<>();
        for (String service : services) {
            if (admin.has(service)) {
                found.add(service);
            }
        }
        return found;
    }

    private Optional<Trouble> missing(Set<String> services, Set<String> registered) {
        Set<String> missing = new TreeSet<>(services);
        missing.removeAll(registered);
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        String reason = registers
                ? "Restate found no " + String.join(", ", missing) + " at " + deployment.address()
                : "Restate does not know " + String.join(", ", missing)
                        + "; worker_register_on_startup is false, so register " + deployment.address() + " with it";
        return Optional.of(new Trouble(Kind.INCOMPLETE, reason));
    }
}
