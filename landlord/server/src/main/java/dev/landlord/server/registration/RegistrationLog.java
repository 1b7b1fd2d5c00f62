package dev.landlord.server.registration;

import dev.landlord.server.registration.Attempt.Failure;
import dev.landlord.server.registration.Attempt.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what has changed since the previous attempt: each registered service once, and a repeated failure once. */
final class RegistrationLog {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationLog.class);

    private Set<String> registered = Set.of();
    private Optional<Failure> failure = Optional.empty();

    /** Logs the result of an attempt. */
    void attempted(Set<String> nowRegistered, Optional<Failure> nowFailure) {
        Set<String> added = new TreeSet<>(nowRegistered);
        added.removeAll(registered);
        added.forEach(service -> LOG.info("workflow registered service={}", service));
        registered = nowRegistered;
        if (nowFailure.isEmpty()) {
            LOG.info("workflow registration complete registered_count={}", registered.size());
        }
        nowFailure.filter(this::isNew).ifPresent(RegistrationLog::warn);
        failure = nowFailure;
    }

    /** While Restate is unreachable, another cause of that is not news. */
    private boolean isNew(Failure current) {
        boolean isStillUnreachable = current.kind() == Kind.UNREACHABLE
                && failure.filter(last -> last.kind() == Kind.UNREACHABLE).isPresent();
        return !isStillUnreachable && !failure.equals(Optional.of(current));
    }

    private static void warn(Failure failure) {
        switch (failure.kind()) {
            case UNREACHABLE ->
                LOG.warn(
                        "restate server unreachable at initialization (will retry on first use): {}", failure.reason());
            case INCOMPLETE -> LOG.warn("workflow registration incomplete (will retry): {}", failure.reason());
            case REFUSED -> LOG.error("workflow registration refused (will retry on first use): {}", failure.reason());
        }
    }
}
