package dev.landlord.server.blueprint;

import dev.landlord.server.config.Key;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of commands, and their directories. Each process has a session of its own, so that all processes of a
 * command can be killed, also those whose parent has ended; only a process that starts a further session remains. Systems
 * without {@code setsid} do not find processes whose parent has ended.
 */
final class StepProcesses {
    private static final Logger LOG = LoggerFactory.getLogger(StepProcesses.class);
    private static final Set<String> INHERITED_VARIABLES = Set.of("PATH", "LANG", "LC_ALL");
    private static final String SETSID = "setsid";
    private static final String REMOVE =
            "rm -rf -- \"$1\" 2>/dev/null || { chmod -R u+rwx -- \"$1\"; rm -rf -- \"$1\"; }";
    private static final long HELPER_SECONDS = 30;

    private final List<String> prefix;
    private final Optional<UserPrincipal> owner;

    private StepProcesses(List<String> userPrefix, Optional<UserPrincipal> owner) {
        this.prefix = new ArrayList<>(isInstalled(SETSID) ? List.of(SETSID) : List.of());
        this.prefix.addAll(userPrefix);
        this.owner = owner;
    }

    /** Processes of the user that runs Landlord. */
    static StepProcesses ofThisUser() {
        return new StepProcesses(List.of(), Optional.empty());
    }

    /**
     * Processes of {@code user}. Runs one, to find out whether that works.
     *
     * @throws IOException if it does not work
     */
    static StepProcesses of(String user) throws IOException {
        try {
            UserPrincipal owner;
            try {
                owner = Path.of("/")
                        .getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName(user);
            } catch (UserPrincipalNotFoundException unknown) {
                throw new IOException("this machine has no user of that name");
            }
            StepProcesses own = ofThisUser();
            String uid = output(own.builder(Path.of("/"), "id", "-u", user));
            String gid = output(own.builder(Path.of("/"), "id", "-g", user));
            StepProcesses processes = new StepProcesses(
                    List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--init-groups", "--inh-caps=-all", "--"),
                    Optional.of(owner));
            processes.requireUser(uid);
            return processes;
        } catch (IOException failure) {
            throw new IOException(
                    Key.SHELL_USER.path() + " is " + user + ", but Landlord cannot run commands as that user: "
                            + failure.getMessage()
                            + ". Landlord must run as root, and needs setpriv of util-linux and a"
                            + " directory of temporary files that the user may enter; or remove the setting",
                    failure);
        }
    }

    /** Runs a command as a step does, in a directory that it has to read and write. */
    private void requireUser(String uid) throws IOException {
        Path directory = Files.createTempDirectory("landlord-user-");
        try {
            handOver(directory);
            String found = output(builder(directory, "/bin/sh", "-c", "id -u > user && cat user"));
            if (!found.equals(uid)) {
                throw new IOException("a command ran as the user with the id " + found);
            }
        } finally {
            delete(directory);
        }
    }

    /** A process in that directory, whose environment contains no secret of Landlord. */
    ProcessBuilder builder(Path directory, String... command) {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(List.of(command));
        return inDirectory(directory, words);
    }

    private static ProcessBuilder inDirectory(Path directory, List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
        builder.environment().keySet().retainAll(INHERITED_VARIABLES);
        return builder;
    }

    /** Makes the user of the commands the owner of these files: first the files of a directory, then the directory. */
    void handOver(Path... files) throws IOException {
        if (owner.isPresent()) {
            for (Path file : files) {
                Files.setOwner(file, owner.get());
            }
        }
    }

    /** Kills a process and the processes that it has started. */
    void kill(Process process) {
        // Before the parents end: then the children cannot be found.
        List<ProcessHandle> descendants = process.descendants().toList();
        // The built-in command, because kill is not a program on every system.
        run(inDirectory(
                Path.of("/"),
                List.of("/bin/sh", "-c", "kill -s KILL -- \"-$1\"", "sh", String.valueOf(process.pid()))));
        descendants.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /**
     * Deletes a directory, as the user of the commands: a command may exchange a file for a link while its directory is
     * deleted. A failure is logged, because the command has had its effect.
     */
    void delete(Path directory) {
        run(builder(directory.getParent(), "/bin/sh", "-c", REMOVE, "sh", directory.toString()));
        try {
            // The user may not be allowed to delete it from its parent.
            Files.deleteIfExists(directory);
        } catch (IOException remains) {
            LOG.warn("the directory of a step could not be deleted: {}; delete it", directory);
        }
    }

    private static void run(ProcessBuilder builder) {
        try {
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.waitFor(HELPER_SECONDS, TimeUnit.SECONDS);
        } catch (IOException failure) {
            LOG.warn("cannot clean up after a step: {}", failure.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String output(ProcessBuilder builder) throws IOException {
        Process process = builder.redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(printed);
        }
        return printed;
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
