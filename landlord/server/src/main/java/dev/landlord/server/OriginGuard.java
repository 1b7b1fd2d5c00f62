package dev.landlord.server;

import dev.landlord.api.JsonRule;
import dev.restate.common.Slice;
import dev.restate.sdk.common.TerminalException;
import dev.restate.sdk.endpoint.definition.HandlerContext;
import dev.restate.sdk.endpoint.definition.HandlerDefinition;
import dev.restate.sdk.endpoint.definition.HandlerRunner;
import dev.restate.sdk.endpoint.definition.ServiceDefinition;
import dev.restate.serde.Serde;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Refuses the requests that a web page makes a browser send to Restate's ingress, which allows all origins. Every
 * handler that the worker serves is called through this class, so the request is refused with 403 before a handler reads
 * its input. Restate does not retry it.
 *
 * <p>A browser sends {@code Origin} with each request of a page that is not a plain GET, and {@code Sec-Fetch-Site} with
 * each request to a loopback address or to HTTPS. A page cannot set or remove these headers. A call from another handler
 * has neither of them.
 */
final class OriginGuard<I, O> implements HandlerRunner<I, O> {
    private static final int FORBIDDEN = 403;
    private static final String ORIGIN = "origin";
    private static final String FETCH_SITE = "sec-fetch-site";

    /** The value if the user of the browser entered the address, and no page did. */
    private static final String FETCHED_BY_USER = "none";

    private final HandlerRunner<I, O> runner;

    private OriginGuard(HandlerRunner<I, O> runner) {
        this.runner = runner;
    }

    /** Returns the same service with guarded handlers. */
    static ServiceDefinition of(ServiceDefinition service) {
        List<HandlerDefinition<?, ?>> handlers = service.getHandlers().stream()
                .<HandlerDefinition<?, ?>>map(OriginGuard::of)
                .toList();
        return ServiceDefinition.of(service.getServiceName(), service.getServiceType(), handlers)
                .withDocumentation(service.getDocumentation())
                .withMetadata(service.getMetadata())
                .configure(copy -> copy.inactivityTimeout(service.getInactivityTimeout())
                        .abortTimeout(service.getAbortTimeout())
                        .idempotencyRetention(service.getIdempotencyRetention())
                        .journalRetention(service.getJournalRetention())
                        .ingressPrivate(service.getIngressPrivate())
                        .enableLazyState(service.getEnableLazyState())
                        .invocationRetryPolicy(service.getInvocationRetryPolicy()));
    }

    private static <I, O> HandlerDefinition<I, O> of(HandlerDefinition<I, O> handler) {
        return HandlerDefinition.of(
                        handler.getName(),
                        handler.getHandlerType(),
                        handler.getRequestSerde(),
                        handler.getResponseSerde(),
                        new OriginGuard<>(handler.getRunner()))
                .withAcceptContentType(handler.getAcceptContentType())
                .withDocumentation(handler.getDocumentation())
                .withMetadata(handler.getMetadata())
                .configure(copy -> copyPolicies(handler, copy));
    }

    private static void copyPolicies(HandlerDefinition<?, ?> handler, HandlerDefinition.Configurator copy) {
        copy.inactivityTimeout(handler.getInactivityTimeout())
                .abortTimeout(handler.getAbortTimeout())
                .journalRetention(handler.getJournalRetention())
                .ingressPrivate(handler.getIngressPrivate())
                .enableLazyState(handler.getEnableLazyState())
                .invocationRetryPolicy(handler.getInvocationRetryPolicy());
        // The SDK refuses these two, even null, for handlers of the other kinds.
        if (handler.getIdempotencyRetention() != null) {
            copy.idempotencyRetention(handler.getIdempotencyRetention());
        }
        if (handler.getWorkflowRetention() != null) {
            copy.workflowRetention(handler.getWorkflowRetention());
        }
    }

    @Override
    public CompletableFuture<Slice> run(
            HandlerContext context, Serde<I> requests, Serde<O> responses, AtomicReference<Runnable> onClosed) {
        return pageHeader(context.request().headers())
                .map(header -> CompletableFuture.<Slice>failedFuture(refusal(header)))
                .orElseGet(() -> runner.run(context, requests, responses, onClosed));
    }

    /** The header that only the request of a web page has. */
    private static Optional<String> pageHeader(Map<String, String> headers) {
        for (Map.Entry<String, String> header : headers.entrySet()) {
            boolean isOrigin = header.getKey().equalsIgnoreCase(ORIGIN);
            boolean isFetch = header.getKey().equalsIgnoreCase(FETCH_SITE)
                    && !header.getValue().equals(FETCHED_BY_USER);
            if (isOrigin || isFetch) {
                return Optional.of(header.getKey() + ": " + JsonRule.shown(header.getValue()));
            }
        }
        return Optional.empty();
    }

    private static TerminalException refusal(String header) {
        return new TerminalException(
                FORBIDDEN,
                "a request of a web page is refused, found the header \"" + header
                        + "\"; send the request from a program, without this header");
    }
}
