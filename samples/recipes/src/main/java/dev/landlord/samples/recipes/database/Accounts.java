package dev.landlord.samples.recipes.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Accounts in an SQL database, which records the writes that were made. */
public class Accounts {
    private final DataSource database;

    public Accounts(DataSource database) {
        this.database = database;
    }

    /** Creates the tables, if they do not exist. */
    public final void create() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists account (name varchar primary key,"
                    + " balance int not null check (balance >= 0))");
            statement.execute("create table if not exists written (id varchar primary key,"
                    + " at timestamp default current_timestamp)");
        }
    }

    // region: write
    /**
     * Moves money, once for each {@code key}: one transaction writes the key and moves the money. If
     * the key exists, nothing is changed.
     *
     * @return whether the account has enough money
     */
    public boolean transfer(String key, String from, String to, int amount) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (!isFirst(connection, key)) {
                    return true;
                }
                boolean moved = add(connection, from, -amount) && add(connection, to, amount);
                if (moved) {
                    connection.commit();
                }
                return moved;
            } finally {
                connection.rollback(); // does nothing after the commit
            }
        }
    }

    /** Writes the key, unless it exists; waits for a concurrent transaction with the same key. */
    private static boolean isFirst(Connection connection, String key) throws SQLException {
        try {
            return update(connection, "insert into written (id) values (?)", key) == 1;
        } catch (SQLIntegrityConstraintViolationException writtenAlready) {
            return false;
        }
    }
    // endregion

    private static boolean add(Connection connection, String account, int amount) throws SQLException {
        String sql = "update account set balance = balance + ? where name = ? and balance + ? >= 0";
        return update(connection, sql, amount, account, amount) == 1;
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
