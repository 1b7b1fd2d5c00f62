package dev.landlord.server.config;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A secret text, which never appears in logs, JSON or messages. */
public final class Secret {
    private static final String HIDDEN = "(secret)";

    private final String text;

    public Secret(String text) {
        this.text = text;
    }

    /** The secret text, for the code that sends it. */
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

    /** Equal for all secrets, so that it reveals nothing. */
    @Override
    public int hashCode() {
        return HIDDEN.hashCode();
    }

    private byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
