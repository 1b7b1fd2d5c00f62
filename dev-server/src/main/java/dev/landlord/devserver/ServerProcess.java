package dev.landlord.devserver;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A restate-server that can restart with the same data: a native process or a container. */
interface ServerProcess {
    /**
     * Starts the server, and returns when it answers.
     *
     * @throws IllegalStateException if it ends, or does not answer within {@code timeout}
     */
    void start(Duration timeout);

    /** Stops the server in order. Does nothing if it is not running. */
    void stop();

    /** Ends the server at once, as {@code kill -9} does. Does nothing if it is not running. */
    void kill();

    URI ingressUrl();

    URI adminUrl();

    URI serviceUrl(int port);

    /**
     * Returns the native server if its program is found, otherwise the container.
     *
     * @throws IllegalStateException if neither can run; the message has what was tried
     */
    static ServerProcess choose(Path directory, Map<String, String> environment) {
        ServerBinary.Search search = ServerBinary.find();
        if (search.binary().isPresent()) {
            return new NativeServer(search.binary().get(), directory, environment);
        }
        return container(environment, search.tried()).orElseThrow(() -> new IllegalStateException(search.advice()));
    }

    /**
     * Returns the container.
     *
     * @throws IllegalStateException if no Docker engine answers, or sdk-testing is not on the class path
     */
    static ServerProcess container(Map<String, String> environment) {
        List<String> tried = new ArrayList<>();
        return container(environment, tried)
                .orElseThrow(() -> new IllegalStateException("no container for restate-server: " + tried.get(0)));
    }

    private static Optional<ServerProcess> container(Map<String, String> environment, List<String> tried) {
        try {
            return ContainerServer.ifAvailable(environment, tried);
        } catch (NoClassDefFoundError missing) {
            tried.add("Docker: dev.restate:sdk-testing is not among the dependencies");
            return Optional.empty();
        }
    }
}
