package dev.landlord.server.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of all sources: a flag takes precedence over the environment, the environment over the file. */
final class Sources {
    private final Map<String, Setting> flags;
    private final ProcessEnvironment environment;
    private final Map<String, Setting> file;

    Sources(Map<String, String> flags, ProcessEnvironment environment) {
        this.flags = settings(flags);
        this.environment = environment;
        this.file = ConfigFile.read(flags, environment);
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

    /** The setting of {@code key}; empty if it is not set. */
    Optional<Setting> find(Key key) {
        return Optional.ofNullable(flags.get(key.path()))
                .or(() -> key.variables().stream()
                        .flatMap(
                                name -> environment
                                        .variable(name)
                                        .map(text -> new Setting(text, "the environment variable " + name))
                                        .stream())
                        .findFirst())
                .or(() -> Optional.ofNullable(file.get(key.path())));
    }

    Optional<String> variable(String name) {
        return environment.variable(name);
    }

    /** The errors of unknown flags, and of unknown keys in the file. */
    List<ConfigError> unknown() {
        List<ConfigError> errors = new ArrayList<>();
        for (Map<String, Setting> settings : List.of(flags, file)) {
            settings.forEach((path, setting) -> {
                if (Key.of(path).isEmpty()) {
                    errors.add(ConfigError.at(path, unknown(path), setting.origin()));
                }
            });
        }
        return errors;
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
                .orElseGet(() -> "unknown key; " + expectedKeys(path));
    }

    /** The keys of the innermost known block in the path, or all blocks. */
    private static String expectedKeys(String path) {
        int end = path.lastIndexOf('.');
        String block = end < 0 ? "" : path.substring(0, end + 1);
        List<String> keys = Arrays.stream(Key.values())
                .filter(key -> key.path().startsWith(block))
                .map(key -> key.path().substring(block.length()).replaceFirst("\\..*", ""))
                .distinct()
                .toList();
        if (keys.isEmpty()) {
            return expectedKeys(path.substring(0, end));
        }
        return "expected one of " + String.join(", ", keys) + (block.isEmpty() ? "" : " in " + path.substring(0, end));
    }
}
