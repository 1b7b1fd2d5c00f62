package dev.landlord.server.blueprint;

import dev.landlord.server.config.Key;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A command has failed. */
public final class CommandException extends IOException {
    private static final long serialVersionUID = 1L;

    /** {@code EX_DATAERR} of sysexits.h: the data is invalid, so a retry would fail too. */
    private static final int BAD_DATA = 65;

    private static final int LAST_LINES = 5;

    /** Why a command does not run, and why no workflow with one can be created. */
    static final String SWITCHED_OFF = "shell commands are switched off on this Landlord; set "
            + Key.SHELL_ENABLED.path() + " to true to allow them";

    private enum Kind {
        EXITED,
        TIMED_OUT,
        SWITCHED_OFF,
        FINAL
    }

    private final Kind kind;

    private CommandException(String message, Kind kind) {
        super(message);
        this.kind = kind;
    }

    static CommandException exited(int code, String errors) {
        List<String> lines = errors.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        String last = String.join("; ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        return new CommandException(
                "exit code " + code + (last.isEmpty() ? "" : ": " + last), code == BAD_DATA ? Kind.FINAL : Kind.EXITED);
    }

    static CommandException timedOut(Duration limit) {
        return new CommandException("killed after " + DurationText.of(limit) + ", the time limit", Kind.TIMED_OUT);
    }

    static CommandException printedTooMuch(int maxBytes) {
        return new CommandException(
                "killed because it printed more than " + maxBytes + " bytes; print the location of the data instead",
                Kind.FINAL);
    }

    static CommandException switchedOff() {
        return new CommandException(SWITCHED_OFF, Kind.SWITCHED_OFF);
    }

    /** Whether commands are switched off on this Landlord, so that the command has not run. */
    public boolean isSwitchedOff() {
        return kind == Kind.SWITCHED_OFF;
    }

    /** Whether a retry would fail too. */
    public boolean isFinal() {
        return kind == Kind.FINAL;
    }

    /** Whether the command was killed at its time limit. */
    public boolean isTimeout() {
        return kind == Kind.TIMED_OUT;
    }

    /** The message without the class name, because the timeline shows it. */
    @Override
    public String toString() {
        return getMessage();
    }
}
