package dev.landlord.workflow.client;

import dev.landlord.workflow.AlreadyDecided;
import dev.landlord.workflow.WorkflowPhase;
import dev.landlord.workflow.WorkflowStatus;
import dev.landlord.workflow.engine.InternalEngineApi;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values of the options, and the exceptions of clients: the door to this package for the code that sends the
 * requests. Callers catch these exceptions and do not create them, so their constructors are not public.
 */
@InternalEngineApi
public final class ClientInternals {
    /** What Restate accepts, except for names that are a part of a path. */
    private static final Pattern SCOPE = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9_.-]{1,36}");

    private ClientInternals() {}

    public static URI url(ClientOptions options) {
        return options.url();
    }

    public static Map<String, String> headers(ClientOptions options) {
        return options.headers();
    }

    public static RequestHeaders requestHeaders(ClientOptions options) {
        return options.requestHeaders();
    }

    public static Duration requestTimeout(ClientOptions options) {
        return options.requestTimeout();
    }

    public static Optional<String> service(ClientOptions options) {
        return options.service();
    }

    /** @throws IllegalArgumentException if {@code found} is not positive */
    public static Duration positive(String name, Duration found) {
        return ClientErrors.positive(name, found);
    }

    /** @throws IllegalArgumentException if the key is empty, or cannot be part of a path */
    public static String requireKey(String service, @Nullable String key) {
        if (key == null
                || key.isEmpty()
                || key.equals(".")
                || key.equals("..")
                || !StandardCharsets.UTF_8.newEncoder().canEncode(key)) {
            throw new IllegalArgumentException(ClientErrors.key(service, key));
        }
        return key;
    }

    /** @throws IllegalArgumentException if Restate does not accept the scope */
    public static String requireScope(String service, @Nullable String scope) {
        if (scope == null || !SCOPE.matcher(scope).matches()) {
            throw new IllegalArgumentException(ClientErrors.scope(service, scope));
        }
        return scope;
    }

    /** @throws RunFailedException if the run has failed */
    public static void requireNotFailed(String subject, WorkflowStatus status) {
        switch (status.getPhase()) {
            case CANCELLED -> throw new RunCancelledException(subject, status);
            case PARTIALLY_COMPENSATED -> throw new RunPartiallyCompensatedException(subject, status);
            case COMPENSATED -> throw new RunFailedException(subject, status);
            case FAILED ->
                throw RunEnd.isKilled(status)
                        ? new RunKilledException(subject, status)
                        : new RunFailedException(subject, status);
            case RUNNING, WAITING_FOR_APPROVAL, COMPENSATING, COMPLETED -> {}
        }
    }

    public static IllegalStateException closed(String service) {
        return new IllegalStateException(ClientErrors.closed(service));
    }

    public static WorkflowClientException closing(String subject) {
        return new ClientClosedException(ClientErrors.closing(subject));
    }

    public static WorkflowClientException unreachable(
            String subject, URI url, int attempts, String reason, boolean mayHaveArrived, Throwable cause) {
        return new UnreachableException(
                ClientErrors.unreachable(subject, url, attempts, reason, mayHaveArrived), mayHaveArrived, cause);
    }

    public static WorkflowClientException away(String subject, int code, String answer) {
        return new UnreachableException(ClientErrors.away(subject, code, answer), true, null);
    }

    public static WorkflowClientException disagree(String subject, String answer, WorkflowPhase phase) {
        return new UnreachableException(ClientErrors.disagree(subject, answer, phase), true, null);
    }

    public static WorkflowClientException noAnswerIn(String subject, Duration timeout) {
        return new WaitTimeoutException(ClientErrors.noAnswerIn(subject, timeout));
    }

    public static WorkflowClientException unreadable(String subject) {
        return new UnreadableAnswerException(ClientErrors.unreadable(subject));
    }

    public static WorkflowClientException unknownService(String subject, String service, String answer) {
        return new ServiceNotFoundException(ClientErrors.unknownService(subject, service, answer));
    }

    public static WorkflowClientException noSuchRun(String answer) {
        return new RunNotFoundException(answer);
    }

    public static WorkflowClientException alreadyDecided(String subject, AlreadyDecided failure) {
        return new AlreadyDecidedException(subject, failure);
    }

    public static WorkflowClientException refused(String subject, int code, String reason) {
        return new RequestRefusedException(code, ClientErrors.refused(subject, code, reason));
    }
}
