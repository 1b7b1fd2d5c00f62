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

/** An input that a Java team would pass to a workflow. */
public record Payment(int amount, String account, Instant due, Duration grace, List<Line> lines, Kind kind) {
    public Payment {
        if (amount < 0) {
            throw new IllegalArgumentException("amount: expected 0 or more");
        }
    }

    /** A computed value, which is not written. */
    public double getTotal() {
        return lines.stream().mapToDouble(Line::price).sum();
    }

    public record Line(String text, double price) {}

    /** Components that may be missing, and collections without an order. */
    public record Extras(Optional<String> note, @Nullable String by, Set<Kind> kinds, Map<String, Integer> marks) {}

    /** One of the many annotations with this name. */
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Nullable {}

    /** A valid value, for which the process has no memory. */
    public record Large(int size) {
        public Large {
            throw new OutOfMemoryError("Java heap space");
        }
    }

    /** A class that Jackson cannot construct. */
    public static final class Unmade {
        private Unmade(int secret) {}
    }

    public enum Kind {
        RENT,
        DEPOSIT
    }

    /** A field distinguishes the subtypes. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "by")
    @JsonSubTypes({@JsonSubTypes.Type(value = Card.class, name = "card")})
    public interface Means {}

    public record Card(String number) implements Means {}
}
