package dev.landlord.samples.landlord.server;

import dev.landlord.samples.landlord.config.WorkerConfig;
import dev.landlord.workflow.serve.WorkflowServer;
import dev.restate.sdk.endpoint.definition.ServiceDefinition;
import dev.restate.sdk.http.vertx.HttpEndpointRequestHandler;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.concurrent.CompletionException;

/**
 * The endpoint that Restate calls. What it serves can be changed while it listens: requests that come from then on see
 * it, those that are being answered go on.
 */
final class Worker implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private volatile HttpEndpointRequestHandler handler;

    /** Serves these, and nothing else. */
    void serve(Collection<ServiceDefinition> services) {
        WorkflowServer.Builder builder = WorkflowServer.builder();
        services.forEach(builder::bind);
        handler = HttpEndpointRequestHandler.fromEndpoint(builder.endpoint());
    }

    /**
     * Begins to listen, and returns where. There must be something to serve: runs that were at work when the last
     * Landlord ended come at once.
     *
     * @throws IOException if the port is taken
     */
    URI listen(WorkerConfig config) throws IOException {
        HttpServerOptions options = new HttpServerOptions()
                .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(Integer.MAX_VALUE));
        try {
            int port = vertx.createHttpServer(options)
                    .requestHandler(request -> handler.handle(request))
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

    /** Stops listening. Restate tries what was going on again when there is an endpoint again. */
    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
