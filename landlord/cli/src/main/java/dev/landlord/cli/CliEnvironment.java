package dev.landlord.cli;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

/**
 * The environment of a command.
 *
 * @param variables the environment variables
 * @param directory the working directory, to which relative file names refer
 * @param zone the time zone of the printed times
 */
record CliEnvironment(Map<String, String> variables, Path directory, ZoneId zone) {
    static CliEnvironment ofThisProcess() {
        return new CliEnvironment(System.getenv(), Path.of("").toAbsolutePath(), ZoneId.systemDefault());
    }
}
