package dev.landlord.workflow;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a Java team would hand to a workflow. */
public record Payment(int amount, String account, Instant due, Duration grace, List<Line> lines, Kind kind) {
    public Payment {
        if (amount < 0) {
            throw new IllegalArgumentException("amount: expected 0 or more");
        }
    }

    /** What is computed is not written. */
    public double getTotal() {
        return lines.stream().mapToDouble(Line::price).sum();
    }

    public record Line(String text, double price) {}

    /** What may be missing, and what has no order of its own. */
    public record Extras(Optional<String> note, @Nullable String by, Set<Kind> kinds, Map<String, Integer> marks) {}

    /** As each of the many annotations of that name. */
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Nullable {}

    /** Jackson finds no way to make one. */
    public static final class Unmade {
        private Unmade(int secret) {}
    }

    public enum Kind {
        RENT,
        DEPOSIT
    }

    /** Told apart by a field. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "by")
    @JsonSubTypes({@JsonSubTypes.Type(value = Card.class, name = "card")})
    public interface Means {}

    public record Card(String number) implements Means {}
}
