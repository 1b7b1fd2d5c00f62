package dev.landlord.server.identity;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTProcessor;
import dev.landlord.server.config.IdentityConfig.Oidc;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bearer tokens of an OpenID provider: JWTs that one of the provider's keys has signed, for this audience, and that have
 * not expired. The keys are read from the provider, and again when a token names one that is not known.
 */
final class BearerTokens {
    /** Asymmetric only: with a symmetric algorithm, the key that verifies a token could also sign one. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** How long the provider is not asked again after a failure. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final int MAX_NAME = 256;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Oidc config;
    private final AtomicLong retryAt = new AtomicLong(System.nanoTime());
    private final ReentrantLock discovery = new ReentrantLock();
    private volatile JWTProcessor<SecurityContext> processor;

    BearerTokens(Oidc config) {
        this.config = config;
    }

    /**
     * The user that {@code token} names, with the roles of Landlord that it has.
     *
     * @throws InvalidCredentialsException if the token is not valid
     * @throws IdentityProviderException if the keys of the provider cannot be read
     */
    User user(String token) {
        JWTClaimsSet claims;
        try {
            // First, because every caller can send an invalid token, and the keys may have to be fetched.
            if (!ALGORITHMS.contains(SignedJWT.parse(token).getHeader().getAlgorithm())) {
                throw new InvalidCredentialsException("the token is not signed as a token of the provider is");
            }
            claims = processor().process(token, null);
        } catch (RateLimitReachedException unknownKey) {
            throw new InvalidCredentialsException("the token names a key that the provider does not have");
        } catch (ParseException | BadJOSEException invalid) {
            throw new InvalidCredentialsException("the token is not valid: " + invalid.getMessage());
        } catch (KeySourceException unreachable) {
            throw new IdentityProviderException(config.issuer(), unreachable);
        } catch (JOSEException failure) {
            throw new InvalidCredentialsException("the token cannot be verified: " + failure.getMessage());
        }
        Object name = claim(claims.getClaims(), config.nameClaim());
        if (!(name instanceof String text) || text.isBlank()) {
            throw new InvalidCredentialsException("the token has no text in the claim " + config.nameClaim());
        }
        if (text.length() > MAX_NAME || !text.codePoints().allMatch(BearerTokens::isVisible)) {
            throw new InvalidCredentialsException("the claim " + config.nameClaim() + " of the token is longer than "
                    + MAX_NAME + " characters, or has invisible characters");
        }
        if (User.isReserved(text)) {
            throw new InvalidCredentialsException("the token has the name " + text.strip() + ", which is reserved");
        }
        return new User(text, roles(claim(claims.getClaims(), config.roleClaim())));
    }

    /** As the DSL requires of the actor of a decision. */
    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> false;
            default -> true;
        };
    }

    /** Only one request waits for the discovery. The others fail at once, also for a time after it has failed. */
    private JWTProcessor<SecurityContext> processor() {
        JWTProcessor<SecurityContext> known = processor;
        if (known != null) {
            return known;
        }
        if (System.nanoTime() - retryAt.get() < 0 || !discovery.tryLock()) {
            throw new IdentityProviderException(
                    config.issuer(), new IOException("the discovery is in progress, or has just failed"));
        }
        try {
            retryAt.set(System.nanoTime() + PAUSE.toNanos());
            known = newProcessor();
            processor = known;
            return known;
        } finally {
            discovery.unlock();
        }
    }

    private JWTProcessor<SecurityContext> newProcessor() {
        try {
            URI jwks = config.jwks().isPresent() ? config.jwks().get() : discovered();
            JWKSource<SecurityContext> keys =
                    JWKSourceBuilder.create(jwks.toURL()).retrying(true).build();
            DefaultJWTProcessor<SecurityContext> created = new DefaultJWTProcessor<>();
            created.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
            created.setJWSTypeVerifier(
                    new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
            created.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                    config.audience(),
                    new JWTClaimsSet.Builder()
                            .issuer(config.issuer().toString())
                            .build(),
                    Set.of("exp", "iat")));
            return created;
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The address of the keys in the discovery document. */
    private URI discovered() {
        String issuer = config.issuer().toString().replaceFirst("/$", "");
        URI document = URI.create(issuer + "/.well-known/openid-configuration");
        HttpRequest request = HttpRequest.newBuilder(document).timeout(TIMEOUT).build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newBuilder().connectTimeout(TIMEOUT).build().send(request, BodyHandlers.ofString());
            String jwks = answer.statusCode() == 200
                    ? JSON.readTree(answer.body()).path("jwks_uri").asText()
                    : "";
            if (jwks.isEmpty()) {
                throw new IOException(document + " answered " + answer.statusCode() + ", without a jwks_uri");
            }
            return URI.create(jwks);
        } catch (IOException | IllegalArgumentException failure) {
            throw new IdentityProviderException(config.issuer(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IdentityProviderException(config.issuer(), interrupted);
        }
    }

    /** The claim of that name; dots lead into objects. */
    private static Object claim(Map<String, Object> claims, String name) {
        if (claims.containsKey(name)) {
            return claims.get(name);
        }
        int dot = name.indexOf('.');
        return dot > 0 && claims.get(name.substring(0, dot)) instanceof Map<?, ?> inner
                ? claim(asClaims(inner), name.substring(dot + 1))
                : null;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asClaims(Map<?, ?> object) {
        return (Map<String, Object>) object;
    }

    /** The roles of other programs in the same claim are not Landlord's. */
    private static Set<Role> roles(Object claim) {
        Collection<?> words = claim instanceof Collection<?> list
                ? list
                : claim instanceof String text ? List.of(text.split("[ ,]+")) : List.of();
        Set<Role> roles = EnumSet.noneOf(Role.class);
        words.forEach(word -> Role.of(String.valueOf(word)).ifPresent(roles::add));
        return roles;
    }
}
