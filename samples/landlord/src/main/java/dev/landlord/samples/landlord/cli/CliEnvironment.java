package dev.landlord.samples.landlord.cli;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

/**
 * The environment of a command.
 *
 * @param variables the environment variables
 * @param directory the working directory, to which relative file names refer
 * @param user the login name of the user
 * @param zone the time zone of the printed times
 */
record CliEnvironment(Map<String, String> variables, Path directory, String user, ZoneId zone) {
    static CliEnvironment ofThisProcess() {
        return new CliEnvironment(
                System.getenv(), Path.of("").toAbsolutePath(), System.getProperty("user.name"), ZoneId.systemDefault());
    }
}
