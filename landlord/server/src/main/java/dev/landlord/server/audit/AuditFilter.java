package dev.landlord.server.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Selects audit entries.
 *
 * @param actor the name of the user
 * @param action an action such as {@code tenant.update}, or its first word: {@code tenant}
 * @param target an object such as {@code workflow/backup}; selects what belongs to the object as well
 * @param since the earliest time of the request
 * @param until the time before which the request came
 */
public record AuditFilter(
        Optional<String> actor,
        Optional<String> action,
        Optional<String> target,
        Optional<Instant> since,
        Optional<Instant> until) {
    /** Selects all entries. */
    public static AuditFilter none() {
        return new AuditFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * A condition in SQL.
     *
     * @param values the values of its parameters
     */
    record Condition(String sql, List<Object> values) {}

    Condition condition() {
        List<String> parts = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        actor.ifPresent(name -> {
            parts.add("r.actor = ?");
            values.add(name);
        });
        action.ifPresent(word -> {
            parts.add("(r.action = ? or left(r.action, ?) = ?)");
            values.addAll(List.of(word, word.length() + 1, word + "."));
        });
        target.ifPresent(object -> {
            parts.add("(coalesce(s.target, r.target) = ? or left(coalesce(s.target, r.target), ?) = ?)");
            values.addAll(List.of(object, object.length() + 1, object + "/"));
        });
        since.ifPresent(time -> {
            parts.add("r.requested_at >= ?");
            values.add(time.atOffset(ZoneOffset.UTC));
        });
        until.ifPresent(time -> {
            parts.add("r.requested_at < ?");
            values.add(time.atOffset(ZoneOffset.UTC));
        });
        return new Condition(parts.isEmpty() ? "" : " where " + String.join(" and ", parts), values);
    }
}
