package dev.landlord.server.execution;

import dev.landlord.server.restate.Sql;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * {@link ExecutionFilter} as SQL over {@code sys_invocation}, so that Restate selects and counts the executions. The two
 * expressions compute what {@link StatusMapping} computes from a row.
 */
final class FilterSql {
    /** The {@link ExecutionStatus} of a row. */
    static final String STATUS = "case when status in ('pending', 'scheduled') then 'pending'"
            + " when status <> 'completed' then 'running'"
            + " when completion_result = 'success' then 'succeeded'"
            + " when completion_failure ~ '^\\[504[^\\]]*\\] ' then 'timed_out'"
            + " when completion_failure ~ '^\\[409[^\\]]*\\] cancelled($|; not undone: )' then 'cancelled'"
            + " else 'failed' end";

    private FilterSql() {}

    /**
     * The {@link SubState} of a row.
     *
     * @param waiting the ids of the executions that Restate reports as running, but that only wait
     */
    static String subState(Collection<String> waiting) {
        return "case when status in ('pending', 'scheduled', 'suspended', 'ready') then 'waiting'"
                + " when status = 'backing-off' then 'backing-off'"
                + " when status = 'paused' then 'error'"
                + " when status = 'completed' and completion_result = 'success' then 'succeeded'"
                + " when status = 'completed' then 'failed'"
                + (waiting.isEmpty() ? "" : " when id in " + Sql.texts(waiting) + " then 'waiting'")
                + " else 'running' end";
    }

    /** The condition, beginning with {@code and}; empty if the filter selects all rows. */
    static String condition(ExecutionFilter filter, Collection<String> waiting) {
        return beforeJournals(filter)
                + in(subState(waiting), filter.subStates(), SubState::word, SubState.values().length);
    }

    /** The condition without the sub-states. */
    static String beforeJournals(ExecutionFilter filter) {
        // As a number, because Restate fails a query that compares the column with a text after the year 2262.
        String since = filter.since()
                .map(time -> " and created_at >= to_timestamp_millis(" + time.toEpochMilli() + ")")
                .orElse("");
        return since + in(STATUS, filter.statuses(), ExecutionStatus::word, ExecutionStatus.values().length);
    }

    private static <T> String in(String expression, Set<T> wanted, Function<T, String> word, int all) {
        if (wanted.isEmpty() || wanted.size() == all) {
            return "";
        }
        List<String> words = wanted.stream().map(word).toList();
        return " and " + expression + " in " + Sql.texts(words);
    }
}
