package dev.landlord.workflow.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A restate-server that runs as a child process. */
final class NativeServer implements ServerProcess {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    // A shell that becomes the server, so that the process we know is the server; its child holds our end
    // of the standard input, and kills the server when that closes: when this JVM is gone, however it went.
    private static final String TETHERED =
            "exec 3<&0; (cat <&3; kill -9 $$) >/dev/null 2>&1 & exec \"$0\" \"$@\"" + " 3<&- </dev/null";

    private final Path binary;
    private final Path directory;
    private final Map<String, String> environment;
    private final int ingressPort;
    private final int adminPort;
    private final int nodePort;
    private Process process;

    NativeServer(Path binary, Path directory, Map<String, String> environment) {
        this.binary = binary;
        this.directory = directory;
        this.environment = environment;
        int[] ports = FreePorts.find(3);
        this.ingressPort = ports[0];
        this.adminPort = ports[1];
        this.nodePort = ports[2];
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "restate-server-shutdown"));
    }

    @Override
    public void start(Duration timeout) {
        try {
            process = builder().start();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot run " + binary + ": " + failure.getMessage(), failure);
        }
        await(timeout);
    }

    private ProcessBuilder builder() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of("/bin/sh", "-c", TETHERED, binary.toString()));
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
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    }

    private void await(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!(Http.answers(adminUrl().resolve("/health"))
                && Http.answers(ingressUrl().resolve("/restate/health")))) {
            if (!process.isAlive()) {
                throw new IllegalStateException("restate-server ended with exit code " + process.exitValue()
                        + " instead of starting; " + lastLines());
            }
            if (System.nanoTime() > deadline) {
                kill();
                throw new IllegalStateException(
                        "restate-server did not answer within " + timeout.toSeconds() + " s; " + lastLines());
            }
            Http.pause();
        }
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log());
            return "its log (" + log() + ") ends:\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
        } catch (IOException failure) {
            return "its log (" + log() + ") cannot be read: " + failure.getMessage();
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
