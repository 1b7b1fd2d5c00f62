package dev.landlord.server;

import dev.landlord.server.config.Key;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hides the secrets of this process from the shell commands that it runs. On Linux a process can read the environment
 * and the arguments that its parents were started with in {@code /proc/$PPID/environ} and {@code cmdline}, whatever
 * environment it has itself; the kernel reads them from the memory of the parent, so this class overwrites them there.
 * {@link System#getenv()} keeps the values, because Java has copied them.
 */
final class ProcessSecrets {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessSecrets.class);
    private static final Path STAT = Path.of("/proc/self/stat");
    private static final Path MEMORY = Path.of("/proc/self/mem");

    /** The variables that cannot be secrets. */
    private static final Set<String> HARMLESS_VARIABLES =
            Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR");

    /** The flags with a secret value, without {@code -} and {@code _}. */
    private static final Set<String> SECRET_FLAGS = Arrays.stream(Key.values())
            .filter(Key::isSecret)
            .map(key -> key.path().replace("_", ""))
            .collect(Collectors.toUnmodifiableSet());

    // The numbers of the fields in /proc/self/stat, as proc(5) counts them.
    private static final int ARGUMENTS_START = 48;
    private static final int ARGUMENTS_END = 49;
    private static final int ENVIRONMENT_START = 50;
    private static final int ENVIRONMENT_END = 51;

    private ProcessSecrets() {}

    /** Overwrites the values; does nothing on systems without {@code /proc/self/mem}. */
    static void hide() {
        // Java copies the environment at the first use.
        System.getenv();
        if (!Files.exists(MEMORY)) {
            return;
        }
        try {
            String[] stat = stat();
            edit(stat, ENVIRONMENT_START, ENVIRONMENT_END, ProcessSecrets::hideVariables);
            edit(stat, ARGUMENTS_START, ARGUMENTS_END, ProcessSecrets::hideFlags);
        } catch (IOException | NumberFormatException failure) {
            LOG.warn(
                    "cannot hide the environment of Landlord from shell commands, so they can read its secrets: {}",
                    failure.toString());
        }
    }

    private interface Edit {
        void apply(byte[] block);
    }

    /** The fields after the name of the program, which may contain anything: the first of them is number 3. */
    private static String[] stat() throws IOException {
        String stat = Files.readString(STAT, StandardCharsets.ISO_8859_1);
        return stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ");
    }

    private static void edit(String[] stat, int startField, int endField, Edit edit) throws IOException {
        long start = Long.parseLong(stat[startField - 3]);
        long end = Long.parseLong(stat[endField - 3]);
        try (RandomAccessFile memory = new RandomAccessFile(MEMORY.toFile(), "rw")) {
            byte[] block = new byte[Math.toIntExact(end - start)];
            memory.seek(start);
            memory.readFully(block);
            edit.apply(block);
            memory.seek(start);
            memory.write(block);
        }
    }

    /** Empties each variable that may be a secret. */
    static void hideVariables(byte[] block) {
        forEachText(block, (from, to) -> {
            String variable = text(block, from, to);
            String name = variable.split("=", 2)[0];
            if (!HARMLESS_VARIABLES.contains(name)) {
                blank(block, from + name.length() + 1, to);
            }
        });
    }

    /** Empties the value of each flag that is a secret: {@code --flag=value} and {@code --flag value}. */
    static void hideFlags(byte[] block) {
        boolean[] isValue = {false};
        forEachText(block, (from, to) -> {
            String argument = text(block, from, to);
            int equals = argument.indexOf('=');
            boolean isSecret = isSecret(equals < 0 ? argument : argument.substring(0, equals));
            if (isValue[0]) {
                blank(block, from, to);
            } else if (isSecret && equals >= 0) {
                blank(block, from + equals + 1, to);
            }
            isValue[0] = isSecret && equals < 0 && !isValue[0];
        });
    }

    private static boolean isSecret(String flag) {
        return flag.startsWith("--")
                && SECRET_FLAGS.contains(flag.substring(2).replace("-", "").replace("_", ""));
    }

    private interface TextVisitor {
        void visit(int from, int to);
    }

    /** Visits the texts of a block, each of which ends with a zero byte. */
    private static void forEachText(byte[] block, TextVisitor visitor) {
        int from = 0;
        for (int index = 0; index < block.length; index++) {
            if (block[index] == 0) {
                visitor.visit(from, index);
                from = index + 1;
            }
        }
    }

    /** One byte is one character, so that positions are the same. */
    private static String text(byte[] block, int from, int to) {
        return new String(block, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** No zero bytes, which would change where the kernel sees the end of the arguments. */
    private static void blank(byte[] block, int from, int to) {
        for (int index = from; index < to; index++) {
            block[index] = '*';
        }
    }
}
