package dev.landlord.server.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the commands of blueprints by {@code /bin/sh -c}, as the user that runs Landlord.
 *
 * <p>A command has its own temporary working directory, with {@code input.json} and {@code steps.json}. Its standard input
 * is the input of the execution. Its environment contains {@code LANDLORD_EXECUTION}, {@code LANDLORD_INPUT} and {@code
 * LANDLORD_STEPS}, and only the variables of Landlord's environment that cannot be secrets, such as {@code PATH}. After a
 * crash, a command may run again.
 */
public class Shell {
    private static final Set<String> INHERITED_VARIABLES =
            Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR");

    /** Operating systems refuse to start a program with a longer variable. */
    private static final int MAX_VARIABLE_BYTES = 96 * 1024;

    /** The time limit for the output after the end of a command: a background process may keep the pipe open. */
    private static final Duration OUTPUT_TIMEOUT = Duration.ofSeconds(5);

    /**
     * A command to run.
     *
     * @param execution the name of the execution
     * @param input the input of the execution, JSON
     * @param steps the results of the earlier steps, JSON
     * @param limit the time limit; at its end the command and the processes that it has started are killed
     */
    public record Call(String command, String execution, String input, String steps, Duration limit) {}

    /** Whether commands inherit the variable {@code name} of Landlord's environment. */
    public static boolean isInherited(String name) {
        return INHERITED_VARIABLES.contains(name);
    }

    /**
     * Runs a command and returns its output: as JSON if possible, else as a text without its last line ends.
     *
     * @throws CommandException if the exit code is not 0, the command was killed, or it printed too much
     * @throws IOException if the command cannot be started
     */
    public JsonNode run(Call call) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("landlord-step-");
        try {
            return run(call, directory);
        } finally {
            delete(directory);
        }
    }

    private static JsonNode run(Call call, Path directory) throws IOException, InterruptedException {
        Path input = Files.writeString(directory.resolve("input.json"), call.input());
        Files.writeString(directory.resolve("steps.json"), call.steps());
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", call.command())
                .directory(directory.toFile())
                .redirectInput(input.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(INHERITED_VARIABLES);
        environment.put("LANDLORD_EXECUTION", call.execution());
        put(environment, "LANDLORD_INPUT", call.input());
        put(environment, "LANDLORD_STEPS", call.steps());

        Process process = builder.start();
        OutputReader output =
                OutputReader.first(process.getInputStream(), BlueprintParser.MAX_BYTES, () -> kill(process));
        OutputReader errors = OutputReader.last(process.getErrorStream());
        awaitExit(process, call.limit());
        String printed = output.await(OUTPUT_TIMEOUT);
        if (output.isTooLong()) {
            throw CommandException.printedTooMuch(BlueprintParser.MAX_BYTES);
        }
        if (process.exitValue() != 0) {
            throw CommandException.exited(process.exitValue(), errors.await(OUTPUT_TIMEOUT));
        }
        return CommandOutput.read(printed);
    }

    private static void awaitExit(Process process, Duration limit) throws CommandException, InterruptedException {
        boolean hasExited = false;
        try {
            hasExited = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            // After the exit, this would close the output before it has been read.
            if (!hasExited) {
                kill(process);
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

    // The shell last: after its end, the descendants cannot be found.
    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
