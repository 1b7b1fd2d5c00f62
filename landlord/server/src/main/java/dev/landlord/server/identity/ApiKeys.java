package dev.landlord.server.identity;

import dev.landlord.server.store.Database;
import dev.landlord.server.store.StoreException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The API keys, in the database of Landlord: a key that is revoked is refused from the next request on. */
public final class ApiKeys {
    private final Database database;

    public ApiKeys(Database database) {
        this.database = database;
    }

    /** A new key, with the text that is shown this once. */
    public record Created(ApiKey key, String text) {}

    /**
     * Creates a key.
     *
     * @param createdBy the name of the user who creates it
     * @return empty if a key with this name exists
     */
    public Optional<Created> create(String name, Set<Role> roles, String createdBy) {
        KeyText text = KeyText.random();
        // What every database keeps exactly.
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        try {
            database.run(connection -> {
                try (PreparedStatement insert = connection.prepareStatement(
                        "insert into api_key (id, name, roles, hash, created_at, created_by)"
                                + " values (?, ?, ?, ?, ?, ?)")) {
                    insert.setString(1, text.id());
                    insert.setString(2, name);
                    insert.setString(3, roles.stream().sorted().map(Role::word).collect(Collectors.joining(",")));
                    insert.setString(4, text.hash());
                    insert.setObject(5, now.atOffset(ZoneOffset.UTC));
                    insert.setString(6, createdBy);
                    return insert.executeUpdate();
                }
            });
        } catch (StoreException failure) {
            if (failure.isDuplicate()) {
                return Optional.empty();
            }
            throw failure;
        }
        return Optional.of(new Created(new ApiKey(name, roles, now, createdBy), text.reveal()));
    }

    /** All keys, by name. */
    public List<ApiKey> list() {
        return database.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "select name, roles, created_at, created_by from api_key order by name");
                    ResultSet rows = select.executeQuery()) {
                List<ApiKey> keys = new ArrayList<>();
                while (rows.next()) {
                    keys.add(new ApiKey(
                            rows.getString("name"),
                            roles(rows),
                            rows.getObject("created_at", OffsetDateTime.class).toInstant(),
                            rows.getString("created_by")));
                }
                return keys;
            }
        });
    }

    /** Deletes the key of that name; returns whether there was one. */
    public boolean revoke(String name) {
        return database.run(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from api_key where name = ?")) {
                delete.setString(1, name);
                return delete.executeUpdate() > 0;
            }
        });
    }

    /** The user with the key {@code text}; empty if the key is unknown. */
    Optional<User> find(String text) {
        return KeyText.parse(text)
                .flatMap(key -> database.run(connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement("select name, roles, hash from api_key where id = ?")) {
                        select.setString(1, key.id());
                        try (ResultSet rows = select.executeQuery()) {
                            if (!rows.next() || !KeyText.isSame(rows.getString("hash"), key.hash())) {
                                return Optional.empty();
                            }
                            return Optional.of(new User(rows.getString("name"), roles(rows)));
                        }
                    }
                }));
    }

    private static Set<Role> roles(ResultSet row) throws SQLException {
        return Arrays.stream(row.getString("roles").split(","))
                .flatMap(word -> Role.of(word).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
