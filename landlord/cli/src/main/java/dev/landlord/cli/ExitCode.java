package dev.landlord.cli;

/** The exit codes of all commands, which {@code --help} documents. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int UNREACHABLE = 3;
    static final int TIMED_OUT = 4;

    private ExitCode() {}

    /** The exit code for a response with an HTTP status from 400. */
    static int ofStatus(int status) {
        return switch (status) {
            case 400, 422 -> USAGE;
            case 503 -> UNREACHABLE;
            default -> FAILED;
        };
    }
}
