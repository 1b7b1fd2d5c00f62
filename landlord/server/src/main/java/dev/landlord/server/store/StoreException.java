package dev.landlord.server.store;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database cannot be used now. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(StoreException.class);

    StoreException(SQLException cause) {
        super("the database of Landlord failed: " + cause.getMessage(), cause);
        LOG.warn("{}", getMessage());
    }

    /** Whether a row with the same unique value exists. */
    public boolean isDuplicate() {
        // Class 23 of the SQL standard: a constraint is violated.
        return getCause() instanceof SQLException failure
                && failure.getSQLState() != null
                && failure.getSQLState().startsWith("23");
    }
}
