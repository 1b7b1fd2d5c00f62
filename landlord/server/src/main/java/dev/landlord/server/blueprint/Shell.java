package dev.landlord.server.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.server.config.ShellConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Runs the commands of blueprints by {@code /bin/sh -c}, as the user that runs Landlord or as the configured one.
 *
 * <p>A command has its own temporary working directory, with {@code input.json} and {@code steps.json}; it is also its
 * {@code HOME} and {@code TMPDIR}, and is deleted when the command ends. The standard input of the command is the input of
 * the execution. Its environment contains these two, {@code LANDLORD_EXECUTION}, {@code LANDLORD_INPUT} and {@code
 * LANDLORD_STEPS}, and of Landlord's environment only {@code PATH}, {@code LANG} and {@code LC_ALL}. After a crash, a
 * command may run again.
 */
public class Shell implements AutoCloseable {
    /** Operating systems refuse to start a program with a longer variable. */
    private static final int MAX_VARIABLE_BYTES = 96 * 1024;

    /** The time limit for the output after the end of a command: a background process may keep the pipe open. */
    private static final Duration OUTPUT_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final boolean isEnabled;
    private final StepProcesses processes;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    /** A command holds the read lock until its directory is deleted. */
    private final ReadWriteLock inProgress = new ReentrantReadWriteLock();

    private volatile boolean isClosed;

    /**
     * A command to run.
     *
     * @param execution the name of the execution
     * @param input the input of the execution, JSON
     * @param steps the results of the earlier steps, JSON
     * @param limit the time limit; at its end the command and the processes that it has started are killed
     */
    public record Call(String command, String execution, String input, String steps, Duration limit) {}

    /** Runs commands as the user that runs Landlord. */
    public Shell() {
        this(true, StepProcesses.ofThisUser());
    }

    private Shell(boolean isEnabled, StepProcesses processes) {
        this.isEnabled = isEnabled;
        this.processes = processes;
    }

    /**
     * Runs commands as configured.
     *
     * @throws IOException if commands cannot run as the configured user; the message has the reason
     */
    public static Shell of(ShellConfig config) throws IOException {
        return new Shell(
                config.enabled(),
                config.enabled() && config.user().isPresent()
                        ? StepProcesses.of(config.user().get())
                        : StepProcesses.ofThisUser());
    }

    /** Whether commands run at all. */
    public boolean isEnabled() {
        return isEnabled;
    }

    /**
     * Runs a command and returns its output: as JSON if possible, else as a text without its last line ends.
     *
     * @throws CommandException if commands are switched off, the exit code is not 0, the command was killed, or it printed
     *     too much
     * @throws IOException if the command cannot be started
     */
    public JsonNode run(Call call) throws IOException, InterruptedException {
        if (!isEnabled) {
            throw CommandException.switchedOff();
        }
        inProgress.readLock().lock();
        try {
            if (isClosed) {
                throw new IOException("Landlord is stopping");
            }
            Path directory = Files.createTempDirectory("landlord-step-");
            try {
                return run(call, directory);
            } finally {
                processes.delete(directory);
            }
        } finally {
            inProgress.readLock().unlock();
        }
    }

    private JsonNode run(Call call, Path directory) throws IOException, InterruptedException {
        Path input = Files.writeString(directory.resolve("input.json"), call.input());
        Path steps = Files.writeString(directory.resolve("steps.json"), call.steps());
        processes.handOver(input, steps, directory);
        ProcessBuilder builder =
                processes.builder(directory, "/bin/sh", "-c", call.command()).redirectInput(input.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("HOME", directory.toString());
        environment.put("TMPDIR", directory.toString());
        environment.put("LANDLORD_EXECUTION", call.execution());
        put(environment, "LANDLORD_INPUT", call.input());
        put(environment, "LANDLORD_STEPS", call.steps());

        Process process = builder.start();
        running.add(process);
        try {
            return result(process, call.limit());
        } finally {
            running.remove(process);
        }
    }

    private JsonNode result(Process process, Duration limit) throws IOException, InterruptedException {
        if (isClosed) {
            processes.kill(process);
        }
        OutputReader output =
                OutputReader.first(process.getInputStream(), BlueprintParser.MAX_BYTES, () -> processes.kill(process));
        OutputReader errors = OutputReader.last(process.getErrorStream());
        awaitExit(process, limit);
        String printed = output.await(OUTPUT_TIMEOUT);
        if (output.isTooLong()) {
            throw CommandException.printedTooMuch(BlueprintParser.MAX_BYTES);
        }
        if (process.exitValue() != 0) {
            throw CommandException.exited(process.exitValue(), errors.await(OUTPUT_TIMEOUT));
        }
        return CommandOutput.read(printed);
    }

    private void awaitExit(Process process, Duration limit) throws CommandException, InterruptedException {
        boolean hasExited = false;
        try {
            hasExited = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            // After the exit, this would close the output before it has been read.
            if (!hasExited) {
                processes.kill(process);
            }
        }
        if (!hasExited) {
            throw CommandException.timedOut(limit);
        }
    }

    private static void put(Map<String, String> environment, String name, String value) {
        if (value.getBytes(StandardCharsets.UTF_8).length <= MAX_VARIABLE_BYTES) {
            environment.put(name, value);
        }
    }

    /**
     * Kills the commands in progress, and waits until their directories are deleted. Restate runs the commands again when
     * Landlord listens again.
     */
    @Override
    public void close() {
        isClosed = true;
        running.forEach(processes::kill);
        try {
            if (inProgress.writeLock().tryLock(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                inProgress.writeLock().unlock();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
