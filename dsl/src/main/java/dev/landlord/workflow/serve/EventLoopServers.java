package dev.landlord.workflow.serve;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One HTTP server for each processor, with an event loop of its own. They share the port, and the connections are spread
 * over them: Restate opens more than one when many runs are in progress.
 */
final class EventLoopServers {
    private EventLoopServers() {}

    /** Without Vert.x's check of event loops: it would log a stack each second; a slow body is reported once, LW190. */
    static Vertx vertx() {
        return Vertx.vertx(new VertxOptions().setMaxEventLoopExecuteTime(Long.MAX_VALUE));
    }

    /**
     * Starts the servers, and blocks until they listen. Returns the port.
     *
     * @param port 0 for any free one
     * @throws CompletionException if they cannot listen there; the cause says why
     */
    static int listen(Vertx vertx, Handler<HttpServerRequest> handler, int port, String host) {
        AtomicInteger actual = new AtomicInteger();
        vertx.deployVerticle(
                        () -> new AbstractVerticle() {
                            @Override
                            public void start(Promise<Void> started) {
                                vertx.createHttpServer(WorkflowServer.httpServerOptions())
                                        .connectionHandler(ConnectionFlushes::holdBack)
                                        .requestHandler(handler)
                                        // With -1, the servers share a free port; with 0, each has its own.
                                        .listen(port == 0 ? -1 : port, host)
                                        .onSuccess(server -> actual.set(server.actualPort()))
                                        .<Void>mapEmpty()
                                        .onComplete(started);
                            }
                        },
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return actual.get();
    }
}
