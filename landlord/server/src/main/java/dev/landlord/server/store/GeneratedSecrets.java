package dev.landlord.server.store;

import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;

/** Secrets that Landlord generates when it needs them first, and that all instances with the same database share. */
public final class GeneratedSecrets {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;

    public GeneratedSecrets(Database database) {
        this.database = database;
    }

    /** The secret of that name: 32 random bytes in Base64. */
    public String get(String name) {
        return find(name).orElseGet(() -> {
            try {
                insert(name);
            } catch (StoreException failure) {
                if (!failure.isDuplicate()) {
                    throw failure;
                }
            }
            // Another instance may have been first.
            return find(name).orElseThrow();
        });
    }

    private Optional<String> find(String name) {
        return database.run(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select secret from generated_secret where name = ?")) {
                select.setString(1, name);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getString("secret")) : Optional.empty();
                }
            }
        });
    }

    private void insert(String name) {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        database.run(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into generated_secret (name, secret, created_at) values (?, ?, ?)")) {
                insert.setString(1, name);
                insert.setString(2, Base64.getEncoder().encodeToString(secret));
                insert.setObject(3, Instant.now().atOffset(ZoneOffset.UTC));
                return insert.executeUpdate();
            }
        });
    }
}
