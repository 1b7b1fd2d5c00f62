package dev.landlord.server.http;

import dev.landlord.api.JsonRule;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The header {@code Idempotency-Key}: a request that is repeated with the same key, by the same user and with the same body,
 * is carried out once. Landlord chooses a key for a request without one, and returns it if the result is unknown.
 */
final class IdempotencyKey {
    static final String HEADER = "Idempotency-Key";

    private static final String ATTRIBUTE = "idempotency_key";
    private static final Pattern VALID = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private IdempotencyKey() {}

    /** @throws ProblemException with 422 if the key is invalid */
    static void assign(Context context) {
        String given = context.header(HEADER);
        if (given != null && !VALID.matcher(given).matches()) {
            throw ProblemException.invalid(
                    HEADER,
                    "expected 1 to 255 visible ASCII characters, such as a UUID, found " + JsonRule.shown(given));
        }
        context.attribute(ATTRIBUTE, given == null ? UUID.randomUUID().toString() : given);
    }

    /** The key with which the caller can repeat the request. */
    static String of(Context context) {
        return context.attribute(ATTRIBUTE);
    }

    /** The key at Restate: no other user, and no other request, has the same. */
    static String atRestate(Context context) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {
                AccessGuard.user(context).name(), context.method().name(), context.path(), of(context)
            }) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest(BodyReader.body(context)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
