package dev.landlord.devserver;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds a native restate-server of the version that this build is pinned to. Tries in this order:
 *
 * <ol>
 *   <li>the program in {@code RESTATE_SERVER_BIN}, if that is set, of any version;
 *   <li>{@code restate-server} on the {@code PATH}, if it has the pinned version;
 *   <li>a cache of the user, which npm fills at the first use: {@code restate-server/<version>} in {@code LANDLORD_CACHE},
 *       or else in {@code landlord} in {@code XDG_CACHE_HOME} or {@code ~/.cache}.
 * </ol>
 */
final class ServerBinary {
    static final String VERSION = version();

    private final Function<String, @Nullable String> environment;
    private final Platform platform;
    private final List<String> tried = new ArrayList<>();

    ServerBinary(Function<String, @Nullable String> environment, Platform platform) {
        this.environment = environment;
        this.platform = platform;
    }

    /** The program, if one was found, and the places that were tried before, each with the reason why it was not used. */
    record Search(Optional<Path> binary, List<String> tried) {
        String problem() {
            return ServerErrors.notFound(VERSION, tried);
        }
    }

    static Search find() {
        return new ServerBinary(System::getenv, Platform.current()).search();
    }

    Search search() {
        Optional<Path> binary = named().or(this::onPath).or(this::cached);
        return new Search(binary, tried);
    }

    private Optional<Path> named() {
        String value = environment.apply("RESTATE_SERVER_BIN");
        if (value == null || value.isBlank()) {
            tried.add("RESTATE_SERVER_BIN: not set");
            return Optional.empty();
        }
        Path named = Path.of(value);
        if (!Files.isRegularFile(named) || !Files.isExecutable(named)) {
            throw new IllegalStateException(ServerErrors.notExecutable(value));
        }
        return Optional.of(named.toAbsolutePath());
    }

    private Optional<Path> onPath() {
        String path = Optional.ofNullable(environment.apply("PATH")).orElse("");
        for (String folder : path.split(File.pathSeparator)) {
            Path candidate = Path.of(folder, "restate-server");
            if (!folder.isBlank() && Files.isExecutable(candidate)) {
                String version = versionOf(candidate);
                if (version.equals(VERSION)) {
                    return Optional.of(candidate.toAbsolutePath());
                }
                tried.add("PATH: " + candidate + " is version " + version + ", not " + VERSION);
                return Optional.empty();
            }
        }
        tried.add("PATH: no restate-server on it");
        return Optional.empty();
    }

    private Optional<Path> cached() {
        if (platform.npmPackage().isEmpty()) {
            tried.add("npm: has no restate-server for " + platform + ", only for Linux and macOS on x64 and arm64");
            return Optional.empty();
        }
        NpmCache cache = new NpmCache(cacheFolder(), platform.npmPackage().get(), VERSION);
        try {
            return Optional.of(cache.binary());
        } catch (IOException failure) {
            tried.add("npm: " + failure.getMessage());
            return Optional.empty();
        }
    }

    private Path cacheFolder() {
        String own = environment.apply("LANDLORD_CACHE");
        if (own != null && !own.isBlank()) {
            return Path.of(own);
        }
        String xdg = environment.apply("XDG_CACHE_HOME");
        Path root = xdg != null && !xdg.isBlank() ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
        return root.resolve("landlord");
    }

    /** The last word that {@code --version} prints, or the reason why it printed none. */
    private static String versionOf(Path binary) {
        try {
            Process process = new ProcessBuilder(binary.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                String line = Optional.ofNullable(output.readLine()).orElse("unknown");
                process.waitFor(10, TimeUnit.SECONDS);
                return line.substring(line.lastIndexOf(' ') + 1);
            }
        } catch (IOException failure) {
            return "unknown (" + failure.getMessage() + ")";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "unknown (interrupted)";
        }
    }

    private static String version() {
        try (InputStream resource = ServerBinary.class.getResourceAsStream("restate-server.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(resource));
            return Objects.requireNonNull(properties.getProperty("version"));
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    /** The operating system and the processor of this JVM, with the names that npm uses. */
    record Platform(String system, String processor) {
        private static final Map<String, String> PROCESSORS =
                Map.of("amd64", "x64", "x86_64", "x64", "aarch64", "arm64", "arm64", "arm64");

        static Platform current() {
            return of(System.getProperty("os.name"), System.getProperty("os.arch"));
        }

        static Platform of(String name, String architecture) {
            String lower = name.toLowerCase(Locale.ROOT);
            String system = lower.startsWith("linux") ? "linux" : lower.startsWith("mac") ? "darwin" : lower;
            return new Platform(system, PROCESSORS.getOrDefault(architecture, architecture));
        }

        Optional<String> npmPackage() {
            boolean known = (system.equals("linux") || system.equals("darwin"))
                    && (processor.equals("x64") || processor.equals("arm64"));
            return known ? Optional.of("@restatedev/restate-server-" + system + "-" + processor) : Optional.empty();
        }

        @Override
        public String toString() {
            return system + " on " + processor;
        }
    }
}
