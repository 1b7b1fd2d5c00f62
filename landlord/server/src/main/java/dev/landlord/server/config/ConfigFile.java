package dev.landlord.server.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the configuration file: {@code --config}, else {@code LANDLORD_CONFIG}, else the first {@code config.yaml} or
 * {@code config.json} in the working directory, {@code /etc/landlord} and {@code $XDG_CONFIG_HOME/landlord}. Landlord
 * does not require a file.
 */
final class ConfigFile {
    private static final String FLAG = "config";
    private static final String VARIABLE = "LANDLORD_CONFIG";

    private ConfigFile() {}

    /** The settings in the file, by their dotted paths; empty if there is no file. */
    static Map<String, Setting> read(Map<String, String> flags, ProcessEnvironment environment) {
        Optional<Setting> named = Optional.ofNullable(flags.get(FLAG))
                .map(text -> new Setting(text, "the flag --" + FLAG))
                .or(() -> environment
                        .variable(VARIABLE)
                        .map(text -> new Setting(text, "the environment variable " + VARIABLE)));
        Optional<Path> file = named.isPresent() ? named.map(ConfigFile::named) : searched(environment);
        return file.map(SettingsFile::read).orElse(Map.of());
    }

    static boolean isFlag(String name) {
        return name.equals(FLAG);
    }

    private static Path named(Setting setting) {
        Path file = Path.of(setting.text());
        if (!Files.isRegularFile(file)) {
            throw new InvalidConfigException(ConfigError.at(
                    FLAG, "there is no file " + file + "; expected a YAML or JSON file", setting.origin()));
        }
        return file;
    }

    private static Optional<Path> searched(ProcessEnvironment environment) {
        return environment.folders().stream()
                .flatMap(folder -> Stream.of("config.yaml", "config.json").map(folder::resolve))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
