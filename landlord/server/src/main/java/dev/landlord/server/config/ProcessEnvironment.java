package dev.landlord.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The environment from which a process is configured, besides its flags.
 *
 * @param variables the environment variables
 * @param folders the folders that are searched for a configuration file, in this order
 */
record ProcessEnvironment(Map<String, String> variables, List<Path> folders) {
    static ProcessEnvironment ofProcess() {
        return of(System.getenv(), Path.of(""), Path.of("/etc"));
    }

    static ProcessEnvironment none() {
        return new ProcessEnvironment(Map.of(), List.of());
    }

    static ProcessEnvironment of(Map<String, String> variables, Path workingDirectory, Path etc) {
        List<Path> folders = new ArrayList<>(List.of(workingDirectory, etc.resolve("landlord")));
        ProcessEnvironment environment = new ProcessEnvironment(variables, folders);
        environment
                .variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .or(() -> environment.variable("HOME").map(home -> Path.of(home, ".config")))
                .ifPresent(folder -> folders.add(folder.resolve("landlord")));
        return environment;
    }

    /** The value of a variable; an empty variable counts as not set. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(text -> !text.isEmpty());
    }
}
