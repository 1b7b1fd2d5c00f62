package dev.landlord.devserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A restate-server that runs as a child process. */
final class NativeServer implements ServerProcess {
    private static final int MAX_ATTEMPTS = 5;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    // The shell replaces itself by the server, so that the child process is the server. A background process of the
    // shell waits until this JVM closes its end of the standard input, by exit, crash or kill, and kills the server.
    private static final String ENDS_WITH_JVM =
            "exec 3<&0; (cat <&3; kill -9 $$) >/dev/null 2>&1 & exec \"$0\" \"$@\"" + " 3<&- </dev/null";

    /**
     * The environment variables that the server inherits. Other variables may be secrets of this process, which every
     * process of this user could read from the server's process.
     */
    private static final Pattern INHERITED =
            Pattern.compile("PATH|HOME|USER|TMPDIR|TZ|LANG|LC_.*|LD_LIBRARY_PATH|SSL_CERT_.*|RESTATE_.*|RUST_.*");

    private final Path binary;
    private final Path directory;
    private final Map<String, String> environment;
    private final Supplier<int[]> freePorts;

    private int ingressPort;
    private int adminPort;
    private int nodePort;
    private boolean hasAnswered;
    private @Nullable Process process;

    NativeServer(Path binary, Path directory, Map<String, String> environment) {
        this(binary, directory, environment, () -> FreePorts.find(3));
    }

    /**
     * @param environment variables of the server; an empty value removes an inherited variable
     * @param freePorts returns the ports of the ingress, the admin API and the node, on which no process listens
     */
    NativeServer(Path binary, Path directory, Map<String, String> environment, Supplier<int[]> freePorts) {
        this.binary = binary;
        this.directory = directory;
        this.environment = environment;
        this.freePorts = freePorts;
        choosePorts();
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "restate-server-shutdown"));
    }

    private void choosePorts() {
        int[] ports = freePorts.get();
        ingressPort = ports[0];
        adminPort = ports[1];
        nodePort = ports[2];
    }

    /** If another program takes a port before the server does, the first start chooses other ports. */
    @Override
    public void start(Duration timeout) {
        for (int attempt = 1; ; attempt++) {
            Process started;
            try {
                started = builder().start();
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot run " + binary + ": " + failure.getMessage(), failure);
            }
            process = started;
            if (hasStarted(started, timeout)) {
                hasAnswered = true;
                return;
            }
            if (hasAnswered || attempt == MAX_ATTEMPTS || !lastLines().contains("in use")) {
                throw new IllegalStateException(ServerErrors.ended(binary, started.exitValue(), lastLines()));
            }
            choosePorts();
        }
    }

    private ProcessBuilder builder() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of("/bin/sh", "-c", ENDS_WITH_JVM, binary.toString()));
        builder.environment()
                .keySet()
                .removeIf(name -> !INHERITED.matcher(name).matches() || environment.containsKey(name));
        builder.environment()
                .putAll(Map.of(
                        "RESTATE_BASE_DIR",
                        Files.createDirectories(directory.resolve("data")).toString(),
                        "TMPDIR",
                        Files.createDirectories(directory.resolve("tmp")).toString(),
                        "RESTATE_LISTEN_MODE",
                        "tcp",
                        "RESTATE_BIND_ADDRESS",
                        "127.0.0.1:" + nodePort,
                        "RESTATE_ADVERTISED_ADDRESS",
                        "http://127.0.0.1:" + nodePort + "/",
                        "RESTATE_INGRESS__BIND_ADDRESS",
                        "127.0.0.1:" + ingressPort,
                        "RESTATE_ADMIN__BIND_ADDRESS",
                        "127.0.0.1:" + adminPort,
                        "RESTATE_NODE_NAME",
                        "landlord",
                        "RESTATE_DISABLE_TELEMETRY",
                        "true",
                        "RESTATE_LOG_DISABLE_ANSI_CODES",
                        "true"));
        environment.forEach((name, value) -> {
            if (!value.isEmpty()) {
                builder.environment().put(name, value);
            }
        });
        return builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    }

    /** Waits until this server answers. Returns {@code false} if its process has ended. */
    private boolean hasStarted(Process started, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!(Http.answers(adminUrl().resolve("/version"), identity())
                && Http.answers(ingressUrl().resolve("/restate/health"), ""))) {
            if (!started.isAlive()) {
                return false;
            }
            if (System.nanoTime() > deadline) {
                kill();
                throw new IllegalStateException(ServerErrors.silent(binary, timeout, lastLines()));
            }
            Http.pause();
        }
        return started.isAlive();
    }

    /**
     * The part of the admin API's response that identifies this server, and not another server that took the port: the
     * URL of its ingress. Empty if the environment sets an address of the ingress.
     */
    private String identity() {
        boolean isGiven = environment.entrySet().stream()
                .anyMatch(variable -> variable.getKey().startsWith("RESTATE_INGRESS__")
                        && !variable.getValue().isEmpty());
        return isGiven ? "" : "\"" + ingressUrl() + "/\"";
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log());
            return lines.isEmpty()
                    ? "the manual of the program, because its log is empty"
                    : "its log (" + log() + "), which ends:\n"
                            + String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
        } catch (IOException failure) {
            return "its log (" + log() + "), which cannot be read: " + failure.getMessage();
        }
    }

    /** Returns whether a server that ran in {@code directory} has left a log with text. */
    static boolean hasLog(Path directory) {
        return log(directory).toFile().length() > 0;
    }

    private Path log() {
        return log(directory);
    }

    private static Path log(Path directory) {
        return directory.resolve("restate-server.log");
    }

    @Override
    public void stop() {
        Process running = process;
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException interrupted) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().onExit().join();
        }
    }

    @Override
    public URI ingressUrl() {
        return URI.create("http://127.0.0.1:" + ingressPort);
    }

    @Override
    public URI adminUrl() {
        return URI.create("http://127.0.0.1:" + adminPort);
    }

    @Override
    public URI serviceUrl(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
