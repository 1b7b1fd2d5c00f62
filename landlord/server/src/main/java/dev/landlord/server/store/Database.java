package dev.landlord.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.landlord.server.config.StoreConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * What Landlord itself keeps, and Restate does not: an embedded H2 database, or PostgreSQL. {@code schema.sql} is the
 * documented schema; it is created when the database is opened.
 */
public final class Database implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 10;
    private static final int ATTEMPTS = 5;

    private final HikariDataSource connections;

    private Database(HikariDataSource connections) {
        this.connections = connections;
    }

    /** Runs statements on a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /**
     * Opens the database, and creates its tables if they are missing.
     *
     * @throws IOException if it cannot be opened
     */
    public static Database open(StoreConfig config) throws IOException {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName("store");
        settings.setJdbcUrl(config.url());
        config.user().ifPresent(settings::setUsername);
        config.password().ifPresent(password -> settings.setPassword(password.reveal()));
        settings.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
        settings.setMaximumPoolSize(CONNECTIONS);
        try {
            Database database = new Database(new HikariDataSource(settings));
            database.createTablesWithRetry();
            return database;
        } catch (PoolInitializationException | StoreException failure) {
            throw new IOException(
                    "store.url: cannot open the database " + config.shownUrl() + ": " + rootMessage(failure), failure);
        }
    }

    /** Several instances may create the tables at the same time, of which PostgreSQL lets some fail. */
    private void createTablesWithRetry() {
        for (int attempt = 1; ; attempt++) {
            try {
                createTables();
                return;
            } catch (StoreException failure) {
                if (attempt == ATTEMPTS) {
                    throw failure;
                }
            }
        }
    }

    private void createTables() {
        String script = schema();
        run(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String command : script.split(";")) {
                    if (!command.isBlank()) {
                        statement.execute(command);
                    }
                }
            }
            return null;
        });
    }

    /** The statements of the schema. */
    public static String schema() {
        try (InputStream script = Database.class.getResourceAsStream("schema.sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Runs {@code work} in a transaction, which is rolled back if it throws.
     *
     * @throws StoreException if the database fails
     */
    public <T> T run(Work<T> work) {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failure) {
                connection.rollback();
                throw failure;
            }
        } catch (SQLException failure) {
            throw new StoreException(failure);
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    @Override
    public void close() {
        connections.close();
    }
}
