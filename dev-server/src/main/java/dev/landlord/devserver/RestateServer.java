package dev.landlord.devserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A real restate-server of the pinned version, on free ports of the loopback address, for tests and for local
 * development.
 *
 * <p>The program comes from {@code RESTATE_SERVER_BIN}, from the {@code PATH}, or from a cache of the user, which npm
 * fills at the first use (about 70 MB). Without these, a Docker engine runs the server in a container.
 *
 * <p>The server ends with the JVM that started it, even if the JVM is killed. This class is safe for use by several
 * threads.
 */
public final class RestateServer implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final ServerProcess process;
    private final Path directory;
    private final boolean isTemporary;

    private RestateServer(ServerProcess process, Path directory, boolean isTemporary) {
        this.process = process;
        this.directory = directory;
        this.isTemporary = isTemporary;
    }

    /**
     * Starts a server with an empty data directory, which {@link #close()} deletes. Blocks until the server answers,
     * about a second.
     *
     * @throws IllegalStateException if no restate-server is found, if it ends, or if it does not answer within 60
     *     seconds; the message has what was tried
     */
    public static RestateServer start() {
        return options().start();
    }

    /** Returns the default options. */
    public static Options options() {
        return new Options();
    }

    /** The URL at which callers reach the services, such as {@code http://127.0.0.1:34567}. */
    public synchronized URI ingressUrl() {
        return process.ingressUrl();
    }

    /** The URL of the admin API and of the web UI. */
    public synchronized URI adminUrl() {
        return process.adminUrl();
    }

    /** The URL at which the server reaches a service that listens on {@code port} of this machine. */
    public synchronized URI serviceUrl(int port) {
        return process.serviceUrl(port);
    }

    /** Returns a client for the admin API of this server. */
    public RestateAdmin admin() {
        return new RestateAdmin(this::adminUrl);
    }

    /** The directory of the server's data and log. */
    public Path directory() {
        return directory;
    }

    /** Kills the server as {@code kill -9} does, and keeps its data. Does nothing if it is not running. */
    public synchronized void kill() {
        process.kill();
    }

    /** Stops the server in order, and keeps its data. Kills it if it has not stopped after ten seconds. */
    public synchronized void stop() {
        process.stop();
    }

    /**
     * Stops the server if it is running, and starts it with the same data and, unless it runs in a container, the same
     * ports. Blocks until it answers.
     *
     * @throws IllegalStateException if it ends, or does not answer within 60 seconds
     */
    public synchronized void restart() {
        process.stop();
        process.start(START_TIMEOUT);
    }

    /** Kills the server, and deletes its data directory if it is temporary. */
    @Override
    public synchronized void close() {
        end(process, directory, isTemporary);
    }

    private static void end(@Nullable ServerProcess process, Path directory, boolean isTemporary) {
        if (process != null) {
            process.kill();
        }
        if (isTemporary) {
            Directories.delete(directory);
        }
    }

    /** The options with which a {@link RestateServer} starts. */
    public static final class Options {
        private final Map<String, String> environment = new LinkedHashMap<>();
        private @Nullable Path directory;
        private boolean inContainer;

        private Options() {
            // With the default of 24 partitions a small machine is a third slower.
            environment.put("RESTATE_DEFAULT_NUM_PARTITIONS", "1");
        }

        /**
         * Keeps the data in {@code directory}, which is created if it does not exist, and is not deleted. Default: a
         * temporary directory, which {@link RestateServer#close()} deletes.
         */
        public Options directory(Path directory) {
            this.directory = Objects.requireNonNull(directory, "directory");
            return this;
        }

        /**
         * Sets a variable of the server's environment, such as {@code
         * RESTATE_WORKER__INVOKER__INACTIVITY_TIMEOUT}. An empty value removes an inherited variable. The native server
         * inherits only {@code PATH}, {@code HOME}, {@code LANG} and similar variables, and those that begin with {@code
         * RESTATE_} or {@code RUST_}.
         */
        public Options environment(String name, String value) {
            environment.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Suspends each invocation whenever it waits, and replays it when it continues. Finds handlers that are not
         * deterministic; much slower, for tests.
         */
        public Options alwaysReplay() {
            return environment("RESTATE_WORKER__INVOKER__INACTIVITY_TIMEOUT", "0s");
        }

        /**
         * Runs the server in Restate's container, even if a native server is found. Needs a Docker engine, and {@code
         * dev.restate:sdk-testing} on the class path.
         */
        public Options inContainer() {
            inContainer = true;
            return this;
        }

        /**
         * Starts the server. Blocks until it answers.
         *
         * @throws IllegalStateException if no restate-server is found, if it ends, or if it does not answer within 60
         *     seconds; the message has what was tried
         * @throws UncheckedIOException if the data directory cannot be created
         */
        public RestateServer start() {
            boolean isTemporary = directory == null;
            Path data = createDirectory();
            ServerProcess process = null;
            try {
                Map<String, String> variables = Map.copyOf(environment);
                process = inContainer ? ServerProcess.container(variables) : ServerProcess.choose(data, variables);
                process.start(START_TIMEOUT);
                return new RestateServer(process, data, isTemporary);
            } catch (RuntimeException failure) {
                // The message names the log, so a directory that has one stays.
                end(process, data, isTemporary && !NativeServer.hasLog(data));
                throw failure;
            }
        }

        private Path createDirectory() {
            try {
                return directory == null
                        ? Files.createTempDirectory("landlord-restate-")
                        : Files.createDirectories(directory).toAbsolutePath();
            } catch (IOException failure) {
                throw new UncheckedIOException(
                        "cannot create the data directory of restate-server: " + failure.getMessage(), failure);
            }
        }
    }
}
