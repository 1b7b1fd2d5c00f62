package dev.landlord.benchmarks.sidebyside;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A fresh process that serves one arm. */
final class ServiceProcess implements AutoCloseable {
    private static final String READY = "listening on ";

    private final Process process;
    private final int port;

    private ServiceProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it, and blocks until it listens. What it prints goes to {@code log}. */
    static ServiceProcess start(Arm arm, List<String> arguments, Path log) throws IOException {
        ProcessBuilder command = new ProcessBuilder(arm.command(arguments)).redirectErrorStream(true);
        // A line for each invocation would be measured too.
        command.environment().put("RESTATE_LOGGING", "WARN");
        Process process = command.start();
        BufferedReader lines = process.inputReader();
        StringBuilder printed = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(READY)) {
                Thread logging = new Thread(() -> copy(lines, log));
                logging.setDaemon(true);
                logging.start();
                return new ServiceProcess(process, Integer.parseInt(line.substring(READY.length())));
            }
            printed.append(line).append('\n');
        }
        throw new IllegalStateException(arm.id() + " does not start:\n" + printed);
    }

    private static void copy(BufferedReader lines, Path log) {
        try (Writer file = Files.newBufferedWriter(log)) {
            lines.transferTo(file);
        } catch (IOException ended) {
            // It was killed.
        }
    }

    int port() {
        return port;
    }

    long id() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
