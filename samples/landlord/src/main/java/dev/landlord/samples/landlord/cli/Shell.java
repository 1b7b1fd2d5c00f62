package dev.landlord.samples.landlord.cli;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

/**
 * What is around a command.
 *
 * @param environment its variables
 * @param directory where it runs; relative names of files are meant from there
 * @param user the login of whoever runs it
 * @param zone whose times are shown
 */
record Shell(Map<String, String> environment, Path directory, String user, ZoneId zone) {
    static Shell ofThisProcess() {
        return new Shell(
                System.getenv(), Path.of("").toAbsolutePath(), System.getProperty("user.name"), ZoneId.systemDefault());
    }
}
