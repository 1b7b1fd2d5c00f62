package dev.landlord.workflow;

import java.util.List;

/** A record of as many levels as a test needs; each is an object and a list. */
public record Nested(List<Nested> inner) {
    public static Nested of(int levels) {
        Nested nested = new Nested(List.of());
        for (int level = 1; level < levels; level++) {
            nested = new Nested(List.of(nested));
        }
        return nested;
    }
}
