package dev.landlord.server.http;

import dev.landlord.server.config.HttpConfig;
import io.javalin.config.JavalinConfig;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionLimit;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Configures Jetty, with the limits for clients in {@link HttpConfig}. */
final class HttpServer {
    /** Each request in progress occupies one thread. */
    static final int THREADS = 250;

    /** The remaining threads accept connections, read headers and answer {@code /health}. */
    static final int MAX_REQUESTS = 200;

    /** The remaining slots are for requests without a body. */
    static final int MAX_BODIES = 100;

    private HttpServer() {}

    static void configure(JavalinConfig settings, HttpConfig config) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 8);
        threads.setName("http");
        settings.jetty.threadPool = threads;
        // A name in a path may contain any characters, also an encoded slash.
        settings.jetty.modifyHttpConfiguration(http -> http.setUriCompliance(UriCompliance.RFC3986));
        settings.jetty.modifyServer(server -> server.setErrorHandler(new UnreadableRequest()));
        settings.jetty.addConnector((server, http) -> connector(server, http, config));
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, HttpConfig config) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.addBean(new HeaderDeadline(connector.getScheduler(), config.requestTimeout()));
        server.addBean(new ConnectionLimit(config.maxConnections(), connector));
        return connector;
    }
}
