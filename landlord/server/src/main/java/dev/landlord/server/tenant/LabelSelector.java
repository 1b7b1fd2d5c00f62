package dev.landlord.server.tenant;

import java.util.Map;
import java.util.Optional;

/**
 * Selects the tenants that have a label.
 *
 * @param value the value that the label must have; empty if any value matches
 */
public record LabelSelector(String key, Optional<String> value) {
    public static final String EXPECTED = "expected key=value, or key for any value";

    /** Parses {@code key=value} or {@code key}; empty if there is no key. */
    public static Optional<LabelSelector> parse(String text) {
        int end = text.indexOf('=');
        String key = end < 0 ? text : text.substring(0, end);
        Optional<String> value = end < 0 ? Optional.empty() : Optional.of(text.substring(end + 1));
        return key.isBlank() ? Optional.empty() : Optional.of(new LabelSelector(key, value));
    }

    boolean matches(Map<String, String> labels) {
        String found = labels.get(key);
        return found != null && value.map(found::equals).orElse(true);
    }
}
