package dev.landlord.server.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landlord.server.audit.AuditFilter.Condition;
import dev.landlord.server.store.Database;
import dev.landlord.server.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The audit entries, in the database of Landlord. Entries are only added. An entry consists of two rows: what was asked
 * for, which is written before the change, and its result. So a change without an entry is impossible, and a crash in
 * between leaves an entry without a result.
 */
public final class AuditLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BATCH = 500;

    private static final String FROM = " from audit_request r left join audit_result s on s.request_id = r.id";
    private static final String SELECT = "select r.seq, r.id, r.requested_at, r.actor, r.remote, r.correlation_id,"
            + " r.action, coalesce(s.target, r.target) as target, r.body, s.completed_at, s.status, s.code,"
            + " s.state_before, s.state_after" + FROM;

    private final Database database;

    public AuditLog(Database database) {
        this.database = database;
    }

    /**
     * A page of entries, newest first.
     *
     * @param total the number of all entries that match the filter
     */
    public record Page(List<AuditEntry> entries, long total) {}

    /**
     * Adds what was asked for: all but the result of {@code entry}.
     *
     * @throws StoreException if the database fails; then the change must not be made
     */
    public void addRequest(AuditEntry entry) {
        database.run(connection -> insertRequest(connection, entry));
    }

    /** Adds the result of {@code entry}. Its target replaces that of the request, if it differs. */
    public void addResult(AuditEntry entry) {
        database.run(connection -> insertResult(connection, entry));
    }

    /** Adds complete entries, or does nothing if they are stored already. */
    public void add(List<AuditEntry> entries) {
        try {
            database.run(connection -> {
                for (AuditEntry entry : entries) {
                    insertRequest(connection, entry);
                    insertResult(connection, entry);
                }
                return null;
            });
        } catch (StoreException failure) {
            if (!failure.isDuplicate()) {
                throw failure;
            }
        }
    }

    private static int insertRequest(Connection connection, AuditEntry entry) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into audit_request (id, requested_at, actor, remote, correlation_id, action, target, body)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)")) {
            bind(
                    insert,
                    entry.id(),
                    time(entry.at()),
                    entry.actor(),
                    entry.remote(),
                    entry.correlationId(),
                    entry.action(),
                    entry.target(),
                    text(entry.request()));
            return insert.executeUpdate();
        }
    }

    private static int insertResult(Connection connection, AuditEntry entry) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into audit_result (request_id, completed_at, target, status, code, state_before, state_after)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")) {
            bind(
                    insert,
                    entry.id(),
                    time(entry.completedAt()),
                    entry.target(),
                    entry.status(),
                    entry.code(),
                    text(entry.before()),
                    text(entry.after()));
            return insert.executeUpdate();
        }
    }

    /** The matching entries, newest first: at most {@code limit}, without the first {@code offset}. */
    public Page list(AuditFilter filter, int offset, int limit) {
        Condition condition = filter.condition();
        return database.run(connection -> {
            List<AuditEntry> entries = new ArrayList<>();
            try (PreparedStatement select =
                    connection.prepareStatement(SELECT + condition.sql() + " order by r.seq desc limit ? offset ?")) {
                List<Object> values = new ArrayList<>(condition.values());
                values.addAll(List.of(limit, offset));
                bind(select, values.toArray());
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        entries.add(entry(rows));
                    }
                }
            }
            return new Page(entries, count(connection, condition));
        });
    }

    private static long count(Connection connection, Condition condition) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select count(*)" + FROM + condition.sql())) {
            bind(select, condition.values().toArray());
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** Passes all matching entries to {@code consumer}, oldest first. Holds only some of them at a time. */
    public void forEach(AuditFilter filter, Consumer<AuditEntry> consumer) {
        long last = -1;
        List<AuditEntry> entries = new ArrayList<>();
        do {
            entries.clear();
            last = batch(filter, last, entries);
            entries.forEach(consumer);
        } while (entries.size() == BATCH);
    }

    private long batch(AuditFilter filter, long after, List<AuditEntry> entries) {
        Condition condition = filter.condition();
        String position = (condition.sql().isEmpty() ? " where" : " and") + " r.seq > ? order by r.seq limit " + BATCH;
        return database.run(connection -> {
            long last = after;
            try (PreparedStatement select = connection.prepareStatement(SELECT + condition.sql() + position)) {
                List<Object> values = new ArrayList<>(condition.values());
                values.add(after);
                bind(select, values.toArray());
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        last = rows.getLong("seq");
                        entries.add(entry(rows));
                    }
                }
            }
            return last;
        });
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        Integer known = row.wasNull() ? null : status;
        return new AuditEntry(
                row.getString("id"),
                instant(row, "requested_at"),
                row.getString("actor"),
                row.getString("remote"),
                row.getString("correlation_id"),
                row.getString("action"),
                row.getString("target"),
                json(row.getString("body")),
                instant(row, "completed_at"),
                known,
                row.getString("code"),
                json(row.getString("state_before")),
                json(row.getString("state_after")));
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int index = 0; index < values.length; index++) {
            statement.setObject(index + 1, values[index]);
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static String text(JsonNode json) {
        return json == null ? null : json.toString();
    }

    private static JsonNode json(String text) {
        try {
            return text == null ? null : JSON.readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an audit entry contains text that is not JSON: " + text, impossible);
        }
    }
}
