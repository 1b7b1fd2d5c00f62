package dev.landlord.server.config;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;

/**
 * A public key of Restate's request identity: {@code publickeyv1_} and the 32 bytes of an Ed25519 key in Base58, as
 * restate-server logs it at its start.
 *
 * @param text the key as it is written
 */
public record IdentityKey(String text, PublicKey key) {
    /** The signature algorithm of the key. */
    public static final String ALGORITHM = "Ed25519";

    static final String PREFIX = "publickeyv1_";

    private static final String DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int LENGTH = 32;

    /** An X.509 key of Ed25519 before its 32 bytes, see RFC 8410. */
    private static final byte[] X509_START = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    /** The key in that text; empty if the text is not a key. */
    static Optional<IdentityKey> parse(String text) {
        return text.startsWith(PREFIX)
                ? decode(text.substring(PREFIX.length()))
                        .flatMap(IdentityKey::publicKey)
                        .map(key -> new IdentityKey(text, key))
                : Optional.empty();
    }

    private static Optional<byte[]> decode(String base58) {
        BigInteger number = BigInteger.ZERO;
        for (char digit : base58.toCharArray()) {
            int value = DIGITS.indexOf(digit);
            if (value < 0) {
                return Optional.empty();
            }
            number = number.multiply(BigInteger.valueOf(DIGITS.length())).add(BigInteger.valueOf(value));
        }
        long zeros =
                base58.chars().takeWhile(digit -> digit == DIGITS.charAt(0)).count();
        if (zeros + (number.bitLength() + Byte.SIZE - 1) / Byte.SIZE != LENGTH) {
            return Optional.empty();
        }
        // May begin with a byte for the sign, or without the zeros.
        byte[] bytes = number.toByteArray();
        int size = Math.min(bytes.length, LENGTH);
        byte[] key = new byte[LENGTH];
        System.arraycopy(bytes, bytes.length - size, key, LENGTH - size, size);
        return Optional.of(key);
    }

    private static Optional<PublicKey> publicKey(byte[] bytes) {
        byte[] encoded = Arrays.copyOf(X509_START, X509_START.length + LENGTH);
        System.arraycopy(bytes, 0, encoded, X509_START.length, LENGTH);
        try {
            PublicKey key = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
            // Not every 32 bytes are a point of the curve.
            Signature.getInstance(ALGORITHM).initVerify(key);
            return Optional.of(key);
        } catch (GeneralSecurityException invalid) {
            return Optional.empty();
        }
    }
}
