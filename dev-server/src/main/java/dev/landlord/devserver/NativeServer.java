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

/** A restate-server that runs as a child process. */
final class NativeServer implements ServerProcess {
    private static final int MAX_ATTEMPTS = 5;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    // A shell that becomes the server, so that the process we know is the server; its child holds our end
    // of the standard input, and kills the server when that closes: when this JVM is gone, however it went.
    private static final String TETHERED =
            "exec 3<&0; (cat <&3; kill -9 $$) >/dev/null 2>&1 & exec \"$0\" \"$@\"" + " 3<&- </dev/null";

    /**
     * The variables that the server inherits. Others may be secrets of this process, which each process of this user
     * could read from the server's process.
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
    private Process process;

    NativeServer(Path binary, Path directory, Map<String, String> environment) {
        this(binary, directory, environment, () -> FreePorts.find(3));
    }

    /**
     * @param environment variables of the server; an empty value removes the variable that the server would inherit
     * @param freePorts ports for the ingress, the admin API and the node, on which no program listens
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

    /** Another program may take a port before the server does; then the first start chooses others. */
    @Override
    public void start(Duration timeout) {
        for (int attempt = 1; ; attempt++) {
            try {
                process = builder().start();
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot run " + binary + ": " + failure.getMessage(), failure);
            }
            if (hasStarted(timeout)) {
                hasAnswered = true;
                return;
            }
            if (hasAnswered || attempt == MAX_ATTEMPTS || !lastLines().contains("in use")) {
                throw new IllegalStateException(ServerErrors.ended(process.exitValue(), lastLines()));
            }
            choosePorts();
        }
    }

    private ProcessBuilder builder() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of("/bin/sh", "-c", TETHERED, binary.toString()));
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

    /** Waits until this server answers; returns {@code false} if its process has ended. */
    private boolean hasStarted(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!(Http.answers(adminUrl().resolve("/version"), identity())
                && Http.answers(ingressUrl().resolve("/restate/health"), ""))) {
            if (!process.isAlive()) {
                return false;
            }
            if (System.nanoTime() > deadline) {
                kill();
                throw new IllegalStateException(ServerErrors.silent(timeout, lastLines()));
            }
            Http.pause();
        }
        return process.isAlive();
    }

    /**
     * What this server's admin API says of it, and not that of another server that took the port: its ingress. Nothing
     * is checked if the environment sets an address of the ingress.
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
            return "its log (" + log() + "), which ends:\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
        } catch (IOException failure) {
            return "its log (" + log() + "), which cannot be read: " + failure.getMessage();
        }
    }

    private Path log() {
        return directory.resolve("restate-server.log");
    }

    @Override
    public void stop() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException interrupted) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
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
