package dev.landlord.workflow;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a Java team would hand to a workflow. */
public record Payment(int amount, String account, Instant due, Duration grace, List<Line> lines, Kind kind) {
    public Payment {
        if (amount < 0) {
            throw new IllegalArgumentException("amount: expected 0 or more");
        }
    }

    public record Line(String text, double price) {}

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
