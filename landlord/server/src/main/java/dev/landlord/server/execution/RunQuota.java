package dev.landlord.server.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.Sql;
import dev.landlord.server.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Limits the runs of one user that have not ended. The database has a row for each run that a user has started; a row of a
 * run that has ended is deleted when the user reaches the limit, so that a start usually needs no query of Restate.
 */
public final class RunQuota {
    /** A reservation without a run is deleted after this time: the request that made it has ended. */
    private static final Duration MAX_RESERVATION = Duration.ofMinutes(2);

    private final Database database;
    private final RestateApi restate;
    private final int max;

    /** @param max the maximum number of runs of one user that have not ended */
    public RunQuota(Database database, RestateApi restate, int max) {
        this.database = database;
        this.restate = restate;
        this.max = max;
    }

    private record Row(String id, String service, String key, Instant reservedAt) {
        boolean isReservation() {
            return service == null;
        }
    }

    /** A run at Restate. */
    public record Run(String service, String key) {}

    /**
     * Starts a run of a user.
     *
     * @param start may start a run
     * @param run the run that {@code start} has started, by its result; empty if it has started none
     * @throws QuotaExceededException if the user has too many runs; {@code start} is then not called
     */
    public <T> T within(String user, Supplier<T> start, Function<T, Optional<Run>> run) {
        String reservation = reserve(user);
        Optional<Run> started = Optional.empty();
        try {
            T result = start.get();
            started = run.apply(result);
            return result;
        } finally {
            if (started.isPresent()) {
                started(reservation, started.get());
            } else {
                cancel(reservation);
            }
        }
    }

    private String reserve(String user) {
        String id = UUID.randomUUID().toString();
        int count = database.run(connection -> {
            insert(connection, id, user);
            return rows(connection, user).size();
        });
        if (count > max && countOpen(user) > max) {
            cancel(id);
            throw new QuotaExceededException(user, max);
        }
        return id;
    }

    /** A repeated start of the same run is not counted again. */
    private void started(String reservation, Run run) {
        database.run(connection -> {
            try (PreparedStatement same =
                    connection.prepareStatement("delete from open_run where service = ? and run_key = ?")) {
                same.setString(1, run.service());
                same.setString(2, run.key());
                same.executeUpdate();
            }
            try (PreparedStatement update =
                    connection.prepareStatement("update open_run set service = ?, run_key = ? where id = ?")) {
                update.setString(1, run.service());
                update.setString(2, run.key());
                update.setString(3, reservation);
                return update.executeUpdate();
            }
        });
    }

    private void cancel(String reservation) {
        database.run(connection -> delete(connection, List.of(reservation)));
    }

    /** Deletes the rows of runs that have ended, and returns the number of the others. */
    private int countOpen(String user) {
        List<Row> rows = database.run(connection -> rows(connection, user));
        Set<String> open = open(rows);
        Instant oldest = Instant.now().minus(MAX_RESERVATION);
        List<String> ended = rows.stream()
                .filter(row -> row.isReservation()
                        ? row.reservedAt().isBefore(oldest)
                        : !open.contains(row.service() + "/" + row.key()))
                .map(Row::id)
                .toList();
        database.run(connection -> delete(connection, ended));
        return rows.size() - ended.size();
    }

    private Set<String> open(List<Row> rows) {
        List<String> services = rows.stream()
                .filter(row -> !row.isReservation())
                .map(Row::service)
                .distinct()
                .toList();
        List<String> keys = rows.stream()
                .filter(row -> !row.isReservation())
                .map(Row::key)
                .distinct()
                .toList();
        Set<String> open = new HashSet<>();
        if (!services.isEmpty()) {
            for (JsonNode run : restate.query("select target_service_name, target_service_key from sys_invocation"
                    + " where target_handler_name = 'run' and status <> 'completed' and target_service_name in "
                    + Sql.texts(services) + " and target_service_key in " + Sql.texts(keys))) {
                open.add(run.path("target_service_name").asText() + "/"
                        + run.path("target_service_key").asText());
            }
        }
        return open;
    }

    private static void insert(Connection connection, String id, String user) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into open_run (id, user_name, reserved_at) values (?, ?, ?)")) {
            insert.setString(1, id);
            insert.setString(2, user);
            insert.setObject(3, Instant.now().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    private static List<Row> rows(Connection connection, String user) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select id, service, run_key, reserved_at from open_run where user_name = ?")) {
            select.setString(1, user);
            try (ResultSet found = select.executeQuery()) {
                List<Row> rows = new ArrayList<>();
                while (found.next()) {
                    rows.add(new Row(
                            found.getString("id"),
                            found.getString("service"),
                            found.getString("run_key"),
                            found.getObject("reserved_at", OffsetDateTime.class).toInstant()));
                }
                return rows;
            }
        }
    }

    private static int delete(Connection connection, List<String> ids) throws SQLException {
        int deleted = 0;
        try (PreparedStatement delete = connection.prepareStatement("delete from open_run where id = ?")) {
            for (String id : ids) {
                delete.setString(1, id);
                deleted += delete.executeUpdate();
            }
        }
        return deleted;
    }
}
