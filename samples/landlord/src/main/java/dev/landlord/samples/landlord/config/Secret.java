package dev.landlord.samples.landlord.config;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A text that never shows itself: not in logs, not in JSON, not in messages. */
public final class Secret {
    private static final String HIDDEN = "(secret)";

    private final String text;

    public Secret(String text) {
        this.text = text;
    }

    /** The text itself, for whoever sends it to where it belongs. */
    public String reveal() {
        return text;
    }

    @JsonValue
    @Override
    public String toString() {
        return HIDDEN;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
    }

    /** The same for all, so that it tells nothing. */
    @Override
    public int hashCode() {
        return HIDDEN.hashCode();
    }

    private byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
