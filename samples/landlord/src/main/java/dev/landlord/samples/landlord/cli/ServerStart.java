package dev.landlord.samples.landlord.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Starts Landlord for {@code landlord server}. */
@FunctionalInterface
public interface ServerStart {
    /**
     * Starts Landlord, and returns once its HTTP API listens. A Restate that does not answer is no failure.
     *
     * @param config the configuration file that was named; empty searches the usual places
     * @param flags what was given as {@code --key value}, with {@code _} for {@code -}, such as
     *     {@code workflow.default_provider}; it goes before environment and file
     * @param dev whether to bring a restate-server along
     * @throws IllegalArgumentException the configuration is wrong; the message says what and where
     * @throws IOException it cannot start, for instance because a port is taken
     */
    Running start(Optional<Path> config, Map<String, String> flags, boolean dev) throws IOException;

    /** Landlord while it runs. */
    interface Running extends AutoCloseable {
        /** What listens or is talked to, and where, in the order in which to tell it. */
        Map<String, URI> addresses();

        /** Finishes the requests that are being answered, and stops. */
        @Override
        void close();
    }
}
