package dev.landlord.cli;

import java.util.List;

/**
 * A failure of a command: a message of one line, which says what to do, the lines of its details, and the exit code.
 */
final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exit;
    private final String code;
    private final transient List<String> details;

    private CliException(int exit, String code, String message, List<String> details, Throwable cause) {
        super(message, cause);
        this.exit = exit;
        this.code = code;
        this.details = List.copyOf(details);
    }

    /** The arguments or a file are invalid; no request was sent. */
    static CliException badInput(String message) {
        return new CliException(ExitCode.USAGE, "", message, List.of(), null);
    }

    /** Landlord responded with Problem Details. */
    static CliException problem(int status, String code, String message, List<String> details) {
        return new CliException(ExitCode.ofStatus(status), code, message, details, null);
    }

    /** The awaited operation has failed. */
    static CliException failed(String message) {
        return new CliException(ExitCode.FAILED, "", message, List.of(), null);
    }

    /** Landlord cannot be reached. */
    static CliException unreachable(String message, Throwable cause) {
        return new CliException(ExitCode.UNREACHABLE, "", message, List.of(), cause);
    }

    /** The awaited operation did not end within the timeout. */
    static CliException timedOut(String message) {
        return new CliException(ExitCode.TIMED_OUT, "", message, List.of(), null);
    }

    int exit() {
        return exit;
    }

    /** Whether Landlord responded with Problem Details with this code. */
    boolean hasCode(String problemCode) {
        return code.equals(problemCode);
    }

    List<String> details() {
        return details;
    }
}
