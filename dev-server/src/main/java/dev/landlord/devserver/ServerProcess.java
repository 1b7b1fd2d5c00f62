package dev.landlord.devserver;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A restate-server that can be started again on the same data: a native process, or a container. */
interface ServerProcess {
    /** Returns when the server answers. */
    void start(Duration timeout);

    /** Stops in order; does nothing if it does not run. */
    void stop();

    /** Stops at once, without warning; does nothing if it does not run. */
    void kill();

    URI ingressUrl();

    URI adminUrl();

    URI serviceUrl(int port);

    /**
     * The native server if there is one, else the container.
     *
     * @throws IllegalStateException if there is neither
     */
    static ServerProcess choose(Path directory, Map<String, String> environment) {
        ServerBinary.Search search = ServerBinary.find();
        if (search.binary().isPresent()) {
            return new NativeServer(search.binary().get(), directory, environment);
        }
        return container(environment, search.tried()).orElseThrow(() -> new IllegalStateException(search.problem()));
    }

    /**
     * The container.
     *
     * @throws IllegalStateException if there is no Docker engine, or no sdk-testing
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
