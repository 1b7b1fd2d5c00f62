package dev.landlord.samples.landlord.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a process is configured from besides its flags.
 *
 * @param folders where a file is looked for, in this order
 */
record Surroundings(Map<String, String> environment, List<Path> folders) {
    static Surroundings ofProcess() {
        return of(System.getenv(), Path.of(""), Path.of("/etc"));
    }

    static Surroundings none() {
        return new Surroundings(Map.of(), List.of());
    }

    static Surroundings of(Map<String, String> environment, Path workingDirectory, Path etc) {
        List<Path> folders = new ArrayList<>(List.of(workingDirectory, etc.resolve("landlord")));
        Surroundings surroundings = new Surroundings(environment, folders);
        surroundings
                .variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .or(() -> surroundings.variable("HOME").map(home -> Path.of(home, ".config")))
                .ifPresent(folder -> folders.add(folder.resolve("landlord")));
        return surroundings;
    }

    /** A variable; one that is empty counts as not set. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
    }
}
