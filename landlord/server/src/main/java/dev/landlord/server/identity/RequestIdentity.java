package dev.landlord.server.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import dev.landlord.server.config.IdentityKey;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.text.ParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Verifies that Restate has sent a request: the request has a JWT that one of Restate's keys has signed, for the path of
 * the request and the present time. The SDK's own verification ignores the path and the time.
 *
 * <p>Restate signs a token for each request, which is valid from 60 seconds before to 60 seconds after that. So the clocks
 * of both may differ by 60 seconds, and there is no further tolerance. A token does not contain the body of the request.
 */
public final class RequestIdentity {
    private static final String SCHEME_HEADER = "x-restate-signature-scheme";
    private static final String TOKEN_HEADER = "x-restate-jwt-v1";
    private static final String SCHEME = "v1";

    private final List<IdentityKey> keys;
    private final DefaultJWTClaimsVerifier<SecurityContext> times;

    /**
     * The latest tokens whose signatures are valid. The times of Restate's tokens are whole seconds, so the requests of a
     * second for one handler have the same token, and only the first of them costs a verification of the signature.
     */
    private final Set<String> signed = Collections.synchronizedSet(Collections.newSetFromMap(new LatestTokens()));

    /** @param keys the keys of Restate, at least one */
    public RequestIdentity(List<IdentityKey> keys) {
        this.keys = List.copyOf(keys);
        this.times = new DefaultJWTClaimsVerifier<>(null, Set.of("aud", "exp", "nbf"));
        times.setMaxClockSkew(0);
    }

    /**
     * Verifies a request.
     *
     * @param target the target of the request as it was sent, such as {@code /invoke/Service/handler}
     * @param headers returns the value of a header; {@code null} if there is none
     * @throws InvalidCredentialsException if Restate has not signed this request
     */
    public void verify(String target, UnaryOperator<String> headers) {
        String scheme = headers.apply(SCHEME_HEADER);
        String token = headers.apply(TOKEN_HEADER);
        if (scheme == null || token == null) {
            throw new InvalidCredentialsException("the header " + (scheme == null ? SCHEME_HEADER : TOKEN_HEADER)
                    + " is missing: the caller is not Restate, or restate-server has no"
                    + " worker.invoker.request-identity-private-key-pem-file");
        }
        if (!scheme.equals(SCHEME)) {
            throw new InvalidCredentialsException("the header " + SCHEME_HEADER + " must be " + SCHEME);
        }
        try {
            SignedJWT parsed = SignedJWT.parse(token);
            if (!signed.contains(token)) {
                requireSignature(parsed);
                signed.add(token);
            }
            JWTClaimsSet claims = parsed.getJWTClaimsSet();
            times.verify(claims, null);
            // The whole target: a part of it could mean another handler to another parser.
            if (!claims.getAudience().equals(List.of(target))) {
                throw new InvalidCredentialsException("the token is for another path than that of the request;"
                        + " a proxy between Restate and Landlord must not change the path that Restate has signed");
            }
        } catch (ParseException malformed) {
            throw new InvalidCredentialsException("the token is not a signed JWT");
        } catch (BadJOSEException invalid) {
            throw new InvalidCredentialsException("the token is not valid now: " + invalid.getMessage()
                    + "; the clocks of Restate and Landlord may differ by 60 s");
        }
    }

    private void requireSignature(SignedJWT token) {
        if (!JWSAlgorithm.EdDSA.equals(token.getHeader().getAlgorithm())) {
            throw new InvalidCredentialsException("the token is not signed with EdDSA");
        }
        byte[] input = token.getSigningInput();
        byte[] signature = token.getSignature().decode();
        if (keys.stream().noneMatch(key -> isSigned(key, input, signature))) {
            throw new InvalidCredentialsException("no key of worker.identity_keys has signed the token");
        }
    }

    private static boolean isSigned(IdentityKey key, byte[] input, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(IdentityKey.ALGORITHM);
            verifier.initVerify(key.key());
            verifier.update(input);
            return verifier.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    private static final class LatestTokens extends LinkedHashMap<String, Boolean> {
        private static final long serialVersionUID = 1;
        private static final int MAX_TOKENS = 256;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_TOKENS;
        }
    }
}
