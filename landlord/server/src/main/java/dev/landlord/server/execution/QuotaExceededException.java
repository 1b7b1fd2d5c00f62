package dev.landlord.server.execution;

/** A user has too many runs that have not ended. */
public final class QuotaExceededException extends RuntimeException {
    private static final long serialVersionUID = 1;

    QuotaExceededException(String user, int max) {
        super(user + " has " + max + " executions that have not ended, which is the maximum (limits.runs_per_user);"
                + " wait until some have ended, or cancel them");
    }
}
