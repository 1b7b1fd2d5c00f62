package dev.landlord.server;

import dev.landlord.server.config.WorkerConfig;
import dev.landlord.server.identity.InvalidCredentialsException;
import dev.landlord.server.identity.RequestIdentity;
import dev.landlord.workflow.serve.WorkflowServer;
import dev.restate.sdk.endpoint.definition.ServiceDefinition;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The endpoint that Restate calls. Its services can be changed while it listens: the change affects later requests, and
 * not those in progress.
 *
 * <p>Restate resumes the runs of an earlier Landlord process at once, before this process has read their workflows. So a
 * request for an unknown service waits until the workflows have been read: after a response "no such service", Restate
 * would wait before the next attempt. A discovery request waits in the same way.
 *
 * <p>If keys of Restate are configured, each request that Restate has not signed is answered with 401 before anything
 * else happens.
 */
final class Worker implements AutoCloseable {
    private static final Pattern INVOKE = Pattern.compile("/invoke/([^/]+)/.*");
    private static final String DISCOVER = "/discover";
    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;

    private final Vertx vertx = Vertx.vertx();
    private final RefusalLog refusals = new RefusalLog();
    private volatile Served served;
    private volatile boolean isComplete;

    /** The served services: their names, and the handler of their requests. */
    private record Served(Set<String> names, Handler<HttpServerRequest> handler) {}

    /** Serves exactly these services. Each handler refuses the requests of web pages, see {@link OriginGuard}. */
    void serve(Collection<ServiceDefinition> services) {
        WorkflowServer.Builder builder = WorkflowServer.builder();
        services.stream().map(OriginGuard::of).forEach(builder::bind);
        served = new Served(
                services.stream().map(ServiceDefinition::getServiceName).collect(Collectors.toUnmodifiableSet()),
                builder.requestHandler());
    }

    /** Marks the services as complete: all workflows are served, so discovery requests are answered at once. */
    void complete() {
        isComplete = true;
    }

    /**
     * Starts to listen, and returns the URL. At least one service must be served.
     *
     * @param lookUp reads the workflows and serves them
     * @throws IOException if the port is taken
     */
    URI listen(WorkerConfig config, Supplier<CompletionStage<Void>> lookUp) throws IOException {
        Optional<RequestIdentity> identity =
                config.isAuthenticated() ? Optional.of(new RequestIdentity(config.identityKeys())) : Optional.empty();
        try {
            int port = vertx.createHttpServer(WorkflowServer.httpServerOptions())
                    .requestHandler(request -> accept(request, identity, lookUp))
                    .listen(config.port(), config.address())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .actualPort();
            String host = config.address().contains(":") ? "[" + config.address() + "]" : config.address();
            return URI.create("http://" + host + ":" + port);
        } catch (CompletionException failure) {
            throw new IOException(
                    "cannot listen on " + config.address() + ":" + config.port() + " for Restate: "
                            + failure.getCause().getMessage()
                            + "; is another Landlord running? Otherwise set worker.port",
                    failure.getCause());
        }
    }

    private void accept(
            HttpServerRequest request, Optional<RequestIdentity> identity, Supplier<CompletionStage<Void>> lookUp) {
        if (identity.isPresent() && !isFromRestate(request, identity.get())) {
            return;
        }
        if (isServed(request.path())) {
            served.handler().handle(request);
            return;
        }
        request.pause();
        Context context = vertx.getOrCreateContext();
        lookUp.get().whenComplete((done, failure) -> context.runOnContext(turn -> resume(request, failure == null)));
    }

    /** Whether Restate has signed the request; responds otherwise. */
    private boolean isFromRestate(HttpServerRequest request, RequestIdentity identity) {
        try {
            identity.verify(request.uri(), request::getHeader);
            return true;
        } catch (InvalidCredentialsException refused) {
            refusals.log(request, refused);
            request.response()
                    .setStatusCode(UNAUTHORIZED)
                    .end("Landlord refuses this request: " + refused.getMessage());
            return false;
        }
    }

    private boolean isServed(String path) {
        Matcher invoke = INVOKE.matcher(path);
        return invoke.matches() ? served.names().contains(invoke.group(1)) : isComplete || !path.equals(DISCOVER);
    }

    private void resume(HttpServerRequest request, boolean isLookedUp) {
        if (request.response().closed()) {
            return;
        }
        if (isLookedUp) {
            served.handler().handle(request);
        } else {
            request.response().setStatusCode(UNAVAILABLE).end("Landlord cannot read the workflows from Restate");
        }
        request.resume();
    }

    /** Stops to listen. Restate retries the requests in progress when an endpoint listens again. */
    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
