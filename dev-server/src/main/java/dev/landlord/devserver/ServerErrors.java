package dev.landlord.devserver;

import static dev.landlord.workflow.errors.ErrorCode.LW181;
import static dev.landlord.workflow.errors.ErrorCode.LW182;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The messages about a restate-server that cannot be found or does not start. */
final class ServerErrors {
    private ServerErrors() {}

    static String notFound(String version, List<String> tried) {
        StringBuilder found = new StringBuilder("none:");
        for (String attempt : tried) {
            found.append("\n  - ").append(attempt);
        }
        return LW181.written("RestateServer")
                .expected("restate-server " + version + " on this machine")
                .found(found.toString())
                .toDo("install npm, put restate-server " + version
                        + " on the PATH, or set RESTATE_SERVER_BIN to its path");
    }

    static String notExecutable(String value) {
        return LW181.written("RESTATE_SERVER_BIN = \"" + value + "\"")
                .expected("the path of a program")
                .found("no executable file")
                .toDo("correct it, or unset it");
    }

    static String ended(Path program, int exitCode, String lastLines) {
        return LW182.written("RestateServer with the program " + program)
                .expected("restate-server to start")
                .found("that it ended with exit code " + exitCode)
                .toDo("read " + lastLines);
    }

    static String silent(Path program, Duration timeout, String lastLines) {
        return LW182.written("RestateServer with the program " + program)
                .expected("restate-server to answer within " + timeout.toSeconds() + " s")
                .found("no answer")
                .toDo("read " + lastLines);
    }
}
