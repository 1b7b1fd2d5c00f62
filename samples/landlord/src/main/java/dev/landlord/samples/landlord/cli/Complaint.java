package dev.landlord.samples.landlord.cli;

import java.util.List;

/**
 * What goes wrong and can be told to whoever typed the command: one line that says what to do, details that follow it,
 * and the exit code.
 */
final class Complaint extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exit;
    private final String code;
    private final transient List<String> details;

    private Complaint(int exit, String code, String message, List<String> details, Throwable cause) {
        super(message, cause);
        this.exit = exit;
        this.code = code;
        this.details = List.copyOf(details);
    }

    /** What was written is wrong; nothing was sent. */
    static Complaint badInput(String message) {
        return new Complaint(ExitCode.USAGE, "", message, List.of(), null);
    }

    /** Landlord answered with a problem. */
    static Complaint problem(int status, String code, String message, List<String> details) {
        return new Complaint(ExitCode.ofStatus(status), code, message, details, null);
    }

    /** What was waited for will not come. */
    static Complaint failed(String message) {
        return new Complaint(ExitCode.FAILED, "", message, List.of(), null);
    }

    /** There is no Landlord to talk to. */
    static Complaint unreachable(String message, Throwable cause) {
        return new Complaint(ExitCode.UNREACHABLE, "", message, List.of(), cause);
    }

    /** What was waited for has not come in time. */
    static Complaint timedOut(String message) {
        return new Complaint(ExitCode.TIMED_OUT, "", message, List.of(), null);
    }

    int exit() {
        return exit;
    }

    /** Whether Landlord answered with the problem of this code. */
    boolean is(String problemCode) {
        return code.equals(problemCode);
    }

    List<String> details() {
        return details;
    }
}
