package dev.landlord.server.store;

import java.sql.SQLException;

/** The database cannot be used now. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoreException(SQLException cause) {
        super("the database of Landlord failed: " + cause.getMessage(), cause);
    }

    /** Whether a row with the same unique value exists. */
    public boolean isDuplicate() {
        // Class 23 of the SQL standard: a constraint is violated.
        return getCause() instanceof SQLException failure
                && failure.getSQLState() != null
                && failure.getSQLState().startsWith("23");
    }
}
