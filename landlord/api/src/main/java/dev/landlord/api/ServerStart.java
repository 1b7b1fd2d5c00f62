package dev.landlord.api;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Starts Landlord for {@code landlord server}. */
@FunctionalInterface
public interface ServerStart {
    /**
     * Starts Landlord, and returns when its HTTP API listens. Does not fail if Restate cannot be reached.
     *
     * @param config the configuration file of {@code --config}; if empty, the default locations are searched
     * @param flags the settings of the command line by their keys, such as {@code workflow.default_provider}; they take
     *     precedence over environment and file
     * @param dev whether to start a restate-server too
     * @throws IllegalArgumentException if the configuration is invalid; the message contains the errors
     * @throws IOException if Landlord cannot start, for instance because a port is in use
     */
    Running start(Optional<Path> config, Map<String, String> flags, boolean dev) throws IOException;

    /** Landlord while it runs. */
    interface Running extends AutoCloseable {
        /** The addresses of Landlord and Restate by their names, in the order of the output. */
        Map<String, URI> addresses();

        /** Completes the requests in progress, and stops. */
        @Override
        void close();
    }
}
