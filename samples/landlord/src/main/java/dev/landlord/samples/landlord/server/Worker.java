package dev.landlord.samples.landlord.server;

import dev.landlord.samples.landlord.config.WorkerConfig;
import dev.landlord.workflow.serve.WorkflowServer;
import dev.restate.sdk.endpoint.definition.ServiceDefinition;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The endpoint that Restate calls. What it serves can be changed while it listens: requests that come from then on see
 * it, those that are being answered go on.
 *
 * <p>Runs that were at work when the last Landlord ended come at once, before this one knows their workflows. So a
 * request for a service that is not served yet waits until the workflows have been looked up; an answer that there is no
 * such service would make Restate wait out a pause. The same holds for the question which services there are.
 */
final class Worker implements AutoCloseable {
    private static final Pattern INVOKE = Pattern.compile("/invoke/([^/]+)/.*");
    private static final String DISCOVER = "/discover";
    private static final int UNAVAILABLE = 503;

    private final Vertx vertx = Vertx.vertx();
    private volatile Served served;
    private volatile boolean isComplete;

    /** What is served, and by what name. */
    private record Served(Set<String> names, Handler<HttpServerRequest> handler) {}

    /** Serves these, and nothing else. Each handler refuses the requests of web pages, see {@link OriginGuard}. */
    void serve(Collection<ServiceDefinition> services) {
        WorkflowServer.Builder builder = WorkflowServer.builder();
        services.stream().map(OriginGuard::of).forEach(builder::bind);
        served = new Served(
                services.stream().map(ServiceDefinition::getServiceName).collect(Collectors.toUnmodifiableSet()),
                builder.requestHandler());
    }

    /** Says that all workflows that there are are served: from now on the question which there are is answered at once. */
    void complete() {
        isComplete = true;
    }

    /**
     * Starts to listen, and returns where. There must be something to serve.
     *
     * @param lookUp looks the workflows up and serves them; done, or failed, some time after it is called
     * @throws IOException if the port is taken
     */
    URI listen(WorkerConfig config, Supplier<CompletionStage<Void>> lookUp) throws IOException {
        try {
            int port = vertx.createHttpServer(WorkflowServer.httpServerOptions())
                    .requestHandler(request -> accept(request, lookUp))
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

    private void accept(HttpServerRequest request, Supplier<CompletionStage<Void>> lookUp) {
        if (isServed(request.path())) {
            served.handler().handle(request);
            return;
        }
        request.pause();
        Context context = vertx.getOrCreateContext();
        lookUp.get().whenComplete((done, failure) -> context.runOnContext(turn -> resume(request, failure == null)));
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
            request.response().setStatusCode(UNAVAILABLE).end("the workflows cannot be looked up in Restate");
        }
        request.resume();
    }

    /** Stops listening. Restate tries what was going on again when there is an endpoint again. */
    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
