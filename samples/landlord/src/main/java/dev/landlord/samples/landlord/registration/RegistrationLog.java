package dev.landlord.samples.landlord.registration;

import dev.landlord.samples.landlord.registration.Attempt.Kind;
import dev.landlord.samples.landlord.registration.Attempt.Trouble;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what is new: a trouble once, however often it is met, and each service once. */
final class RegistrationLog {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationLog.class);

    private Set<String> registered = Set.of();
    private Optional<Trouble> trouble = Optional.empty();

    /** Tells how things stand after an attempt. */
    void attempted(Set<String> nowRegistered, Optional<Trouble> nowTrouble) {
        Set<String> fresh = new TreeSet<>(nowRegistered);
        fresh.removeAll(registered);
        fresh.forEach(service -> LOG.info("workflow registered service={}", service));
        registered = nowRegistered;
        if (nowTrouble.isEmpty()) {
            LOG.info("workflow registration complete registered_count={}", registered.size());
        }
        nowTrouble.filter(this::isNew).ifPresent(RegistrationLog::warn);
        trouble = nowTrouble;
    }

    /** How exactly Restate is away changes nothing. */
    private boolean isNew(Trouble met) {
        boolean isAwayStill = met.kind() == Kind.AWAY
                && trouble.filter(last -> last.kind() == Kind.AWAY).isPresent();
        return !isAwayStill && !trouble.equals(Optional.of(met));
    }

    private static void warn(Trouble trouble) {
        switch (trouble.kind()) {
            case AWAY ->
                LOG.warn(
                        "restate server unreachable at initialization (will retry on first use): {}", trouble.reason());
            case INCOMPLETE -> LOG.warn("workflow registration incomplete (will retry): {}", trouble.reason());
            case REFUSED -> LOG.error("workflow registration refused (will retry on first use): {}", trouble.reason());
        }
    }
}
