package dev.landlord.server.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The text of an API key, {@code llk_ID_SECRET}. The id finds the key in the database; the secret has 256 random bits, so
 * that a plain SHA-256 of the text is enough to store.
 */
final class KeyText {
    private static final String PREFIX = "llk_";
    private static final int ID_BYTES = 6;
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String id;
    private final String text;

    private KeyText(String id, String text) {
        this.id = id;
        this.text = text;
    }

    static KeyText random() {
        byte[] id = new byte[ID_BYTES];
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(id);
        RANDOM.nextBytes(secret);
        String shown = HexFormat.of().formatHex(id);
        return new KeyText(
                shown,
                PREFIX + shown + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Empty if {@code text} does not have the form of a key. */
    static Optional<KeyText> parse(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        int end = text.indexOf('_', PREFIX.length());
        return end < 0 ? Optional.empty() : Optional.of(new KeyText(text.substring(PREFIX.length(), end), text));
    }

    String id() {
        return id;
    }

    /** The whole key, which its user sends. */
    String reveal() {
        return text;
    }

    String hash() {
        return sha256(text);
    }

    static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Compares two hashes in a time that does not depend on where they differ. */
    static boolean isSame(String hash, String other) {
        return MessageDigest.isEqual(hash.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
