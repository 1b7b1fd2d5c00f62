package dev.landlord.samples.landlord.blueprint;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A command that did not do what it was to do. */
public final class CommandFailure extends IOException {
    private static final long serialVersionUID = 1L;

    /** {@code EX_DATAERR} of sysexits.h: the data is wrong, and will be the next time. */
    private static final int BAD_DATA = 65;

    private static final int LAST_LINES = 5;

    private enum Kind {
        EXITED,
        LATE,
        FINAL
    }

    private final Kind kind;

    private CommandFailure(String message, Kind kind) {
        super(message);
        this.kind = kind;
    }

    static CommandFailure exited(int code, String errors) {
        List<String> lines = errors.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        String last = String.join("; ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        return new CommandFailure(
                "exit code " + code + (last.isEmpty() ? "" : ": " + last), code == BAD_DATA ? Kind.FINAL : Kind.EXITED);
    }

    static CommandFailure late(Duration limit) {
        return new CommandFailure("killed after " + DurationText.of(limit) + ", the longest it may take", Kind.LATE);
    }

    static CommandFailure printedTooMuch(int most) {
        return new CommandFailure(
                "killed because it printed more than " + most + " bytes; print where the data is instead", Kind.FINAL);
    }

    /** Whether another attempt would end the same way. */
    public boolean isFinal() {
        return kind == Kind.FINAL;
    }

    /** Whether it was killed because its time was up. */
    public boolean isLate() {
        return kind == Kind.LATE;
    }

    /** The message alone: the timeline shows it. */
    @Override
    public String toString() {
        return getMessage();
    }
}
