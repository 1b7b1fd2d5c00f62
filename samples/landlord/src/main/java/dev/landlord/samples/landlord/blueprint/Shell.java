package dev.landlord.samples.landlord.blueprint;

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
 * Runs the commands of blueprints by {@code /bin/sh -c}, as the user that Landlord runs as.
 *
 * <p>A command has a working directory of its own, which is gone when it has ended, with {@code
 * input.json} and {@code steps.json} in it. The input is on its standard input too. Its environment is
 * {@code LANDLORD_EXECUTION}, {@code LANDLORD_INPUT} and {@code LANDLORD_STEPS}, and of Landlord's own
 * environment only where programs are found, and language and time zone: what Landlord keeps secret in
 * there stays there. It runs at least once, so a crash at the wrong moment runs it again.
 */
public class Shell {
    private static final Set<String> PASSED_ON = Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR");

    /** In bytes; systems refuse to start a program with a longer variable. */
    private static final int LONGEST_VARIABLE = 96 * 1024;

    /** After a command has ended, for what it printed; a program it left behind may keep the pipe open. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    /**
     * A command that is to run.
     *
     * @param execution whose step it is
     * @param input of the execution, JSON
     * @param steps the results of the steps before, JSON
     * @param limit how long it may run; then it is killed, with the processes it started
     */
    public record Call(String command, String execution, String input, String steps, Duration limit) {}

    /** Whether commands receive the variable {@code name} of Landlord's environment. */
    public static boolean isPassedOn(String name) {
        return PASSED_ON.contains(name);
    }

    /**
     * What the command printed: JSON if it is, else the text without the line ends at its end.
     *
     * @throws CommandFailure if its exit code is not 0, it was killed, or it printed too much
     * @throws IOException if it cannot be started
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
        environment.keySet().retainAll(PASSED_ON);
        environment.put("LANDLORD_EXECUTION", call.execution());
        put(environment, "LANDLORD_INPUT", call.input());
        put(environment, "LANDLORD_STEPS", call.steps());

        Process process = builder.start();
        Printed output = Printed.first(process.getInputStream(), BlueprintParser.LARGEST, () -> kill(process));
        Printed errors = Printed.last(process.getErrorStream());
        awaitExit(process, call.limit());
        String printed = output.await(LAST_WORDS);
        if (output.isTooLong()) {
            throw CommandFailure.printedTooMuch(BlueprintParser.LARGEST);
        }
        if (process.exitValue() != 0) {
            throw CommandFailure.exited(process.exitValue(), errors.await(LAST_WORDS));
        }
        return CommandOutput.read(printed);
    }

    private static void awaitExit(Process process, Duration limit) throws CommandFailure, InterruptedException {
        boolean hasExited = false;
        try {
            hasExited = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            // Of one that has exited this would close the output, which may not have been read yet.
            if (!hasExited) {
                kill(process);
            }
        }
        if (!hasExited) {
            throw CommandFailure.late(limit);
        }
    }

    private static void put(Map<String, String> environment, String name, String value) {
        if (value.getBytes(StandardCharsets.UTF_8).length <= LONGEST_VARIABLE) {
            environment.put(name, value);
        }
    }

    // The shell last: without it nobody would know whose children these are.
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
