package dev.landlord.samples.landlord.cli;

/** What the exit codes of all commands mean. {@code --help} tells the same. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int UNREACHABLE = 3;
    static final int TIMED_OUT = 4;

    private ExitCode() {}

    /** The exit code for what the API answered, an HTTP status from 400. */
    static int ofStatus(int status) {
        return switch (status) {
            case 400, 422 -> USAGE;
            case 503 -> UNREACHABLE;
            default -> FAILED;
        };
    }
}
