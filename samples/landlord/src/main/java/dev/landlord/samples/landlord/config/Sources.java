package dev.landlord.samples.landlord.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that is set, wherever it is: a flag wins over the environment, which wins over the file. */
final class Sources {
    private final Map<String, Setting> flags;
    private final Surroundings surroundings;
    private final Map<String, Setting> file;

    Sources(Map<String, String> flags, Surroundings surroundings) {
        this.flags = settings(flags);
        this.surroundings = surroundings;
        this.file = ConfigFile.read(flags, surroundings);
    }

    private static Map<String, Setting> settings(Map<String, String> flags) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        flags.forEach((name, text) -> {
            if (!ConfigFile.isFlag(name)) {
                settings.put(name.replace('-', '_'), new Setting(text, "the flag --" + name));
            }
        });
        return settings;
    }

    /** What is set for {@code key}; empty where its default holds. */
    Optional<Setting> find(Key key) {
        return Optional.ofNullable(flags.get(key.path()))
                .or(() -> key.variables().stream()
                        .flatMap(
                                name -> surroundings
                                        .variable(name)
                                        .map(text -> new Setting(text, "the environment variable " + name))
                                        .stream())
                        .findFirst())
                .or(() -> Optional.ofNullable(file.get(key.path())));
    }

    Optional<String> variable(String name) {
        return surroundings.variable(name);
    }

    /** The flags, and the keys of the file, that nobody knows. */
    List<Problem> unknown() {
        List<Problem> problems = new ArrayList<>();
        for (Map<String, Setting> settings : List.of(flags, file)) {
            settings.forEach((path, setting) -> {
                if (Key.of(path).isEmpty()) {
                    problems.add(Problem.at(path, unknown(path), setting.origin()));
                }
            });
        }
        return problems;
    }

    private static String unknown(String path) {
        boolean isBlock = Arrays.stream(Key.values()).anyMatch(key -> key.path().startsWith(path + "."));
        if (isBlock) {
            return "expected keys below " + path + ", found a value";
        }
        Optional<Key> above = Arrays.stream(Key.values())
                .filter(key -> path.startsWith(key.path() + "."))
                .findFirst();
        if (above.isPresent()) {
            return "expected a value for " + above.get().path() + ", found keys below it";
        }
        return NearestKey.to(path)
                .map(near -> "unknown key; did you mean " + near.path() + "?")
                .orElseGet(() -> "unknown key; " + beside(path));
    }

    /** The keys of the innermost block of the path that there is, or all blocks. */
    private static String beside(String path) {
        int end = path.lastIndexOf('.');
        String block = end < 0 ? "" : path.substring(0, end + 1);
        List<String> keys = Arrays.stream(Key.values())
                .filter(key -> key.path().startsWith(block))
                .map(key -> key.path().substring(block.length()).replaceFirst("\\..*", ""))
                .distinct()
                .toList();
        if (keys.isEmpty()) {
            return beside(path.substring(0, end));
        }
        return "expected one of " + String.join(", ", keys) + (block.isEmpty() ? "" : " in " + path.substring(0, end));
    }
}
