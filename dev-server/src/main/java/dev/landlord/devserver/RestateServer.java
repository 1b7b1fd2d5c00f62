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

/**
 * A real restate-server of the pinned version, on loopback and on free ports, for tests and for
 * local development.
 *
 * <p>The program is looked for in {@code RESTATE_SERVER_BIN}, on the {@code PATH}, and in a per-user
 * cache that is filled from npm on first use; where none of these works and there is a Docker
 * engine, it runs in a container. See {@link ServerBinary}.
 *
 * <p>The server never outlives the JVM that started it, not even a killed one. It is safe for use by
 * several threads.
 */
public final class RestateServer implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final Options options;
    private final Path directory;
    private final boolean deleteDirectory;
    private ServerProcess process;

    private RestateServer(Options options) throws IOException {
        this.options = options;
        this.deleteDirectory = options.directory == null;
        this.directory = deleteDirectory
                ? Files.createTempDirectory("landlord-restate-")
                : Files.createDirectories(options.directory).toAbsolutePath();
    }

    /**
     * Starts a server with an empty data directory that is deleted when it is closed; returns when it
     * answers, after about a second.
     *
     * @throws IllegalStateException if there is no server to run, or it does not come up
     */
    public static RestateServer start() {
        return options().start();
    }

    /** How a server is started. */
    public static Options options() {
        return new Options();
    }

    /** Where callers reach the services, such as {@code http://127.0.0.1:34567}. */
    public synchronized URI ingressUrl() {
        return process.ingressUrl();
    }

    /** The admin API and the web UI. */
    public synchronized URI adminUrl() {
        return process.adminUrl();
    }

    /** The URL under which the server reaches a service that listens on {@code port} of this machine. */
    public synchronized URI serviceUrl(int port) {
        return process.serviceUrl(port);
    }

    /** Queries and deployments of this server. */
    public RestateAdmin admin() {
        return new RestateAdmin(this::adminUrl);
    }

    /** Where the server's data and its log lie. */
    public Path directory() {
        return directory;
    }

    /** Kills the server as {@code kill -9} does; its data stays. Does nothing if it does not run. */
    public synchronized void kill() {
        process.kill();
    }

    /** Stops the server, giving it ten seconds to do so in order; its data stays. */
    public synchronized void stop() {
        process.stop();
    }

    /** Starts the server again after {@link #kill()} or {@link #stop()}: same data, same ports. */
    public synchronized void restart() {
        process.stop();
        process.start(START_TIMEOUT);
    }

    /** Stops the server, and deletes its data unless the directory was given. */
    @Override
    public synchronized void close() {
        if (process != null) {
            process.kill();
        }
        if (deleteDirectory) {
            Directories.delete(directory);
        }
    }

    /** How a {@link RestateServer} is started. */
    public static final class Options {
        private final Map<String, String> environment = new LinkedHashMap<>();
        private Path directory;
        private boolean inContainer;

        private Options() {
            // One partition: with the default 24 a small machine is a third slower.
            environment.put("RESTATE_DEFAULT_NUM_PARTITIONS", "1");
        }

        /**
         * Keeps the data in {@code directory}, which is created if need be and never deleted. Default:
         * a temporary directory, deleted on close.
         */
        public Options directory(Path directory) {
            this.directory = Objects.requireNonNull(directory, "directory");
            return this;
        }

        /**
         * Sets a variable of the server's environment, such as {@code
         * RESTATE_WORKER__INVOKER__INACTIVITY_TIMEOUT}. From the environment of this process the native
         * server inherits only {@code PATH}, {@code HOME}, {@code LANG} and similar variables, and those
         * that begin with {@code RESTATE_} or {@code RUST_}; an empty value removes one of them.
         */
        public Options environment(String name, String value) {
            environment.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Makes every invocation suspend whenever it waits and replay when it goes on, which finds what
         * is not deterministic. For tests; much slower.
         */
        public Options alwaysReplay() {
            return environment("RESTATE_WORKER__INVOKER__INACTIVITY_TIMEOUT", "0s");
        }

        /**
         * Runs Restate's container even where there is a native server. Needs a Docker engine and {@code
         * dev.restate:sdk-testing}.
         */
        public Options inContainer() {
            inContainer = true;
            return this;
        }

        /**
         * Starts the server and returns when it answers.
         *
         * @throws IllegalStateException if there is no server to run, or it does not come up; the
         *     message says what was tried
         */
        public RestateServer start() {
            try {
                RestateServer server = new RestateServer(this);
                try {
                    server.process = inContainer
                            ? ServerProcess.container(Map.copyOf(environment))
                            : ServerProcess.choose(server.directory, Map.copyOf(environment));
                    server.process.start(START_TIMEOUT);
                    return server;
                } catch (RuntimeException failure) {
                    server.close();
                    throw failure;
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(
                        "cannot make the data directory of restate-server: " + failure.getMessage(), failure);
            }
        }
    }
}
