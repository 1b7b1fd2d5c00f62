package dev.landlord.samples.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Prints the steps of a run from its journal, without load on the run. */
final class RunWatcher {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNDO = "undo: ";

    /** The entry with the failure of a run; the line of the failed step already contains the failure. */
    private static final String FAILURE = "failure";

    private final Restate restate;
    private final PrintWriter out;
    private final Map<Integer, Step> running = new LinkedHashMap<>();
    private final Set<Integer> shown = new HashSet<>();
    private int attemptsShown;

    private record Step(String name, Instant since) {}

    RunWatcher(Restate restate, PrintWriter out) {
        this.restate = restate;
        this.out = out;
    }

    /** Returns when the run has ended. */
    void watch(String invocation) throws IOException {
        while (true) {
            // Read before the journal, so that no step is missed at the end.
            JsonNode state = restate.query("select status, retry_count, last_failure from sys_invocation where id = '"
                            + invocation + "'")
                    .get(0);
            showJournal(invocation);
            showRetry(state);
            out.flush();
            switch (state.get("status").asText()) {
                case "completed" -> {
                    return;
                }
                case "paused" ->
                    throw new IOException("the run is paused after too many attempts: " + causeOfPause(invocation)
                            + "; fix the cause and resume " + invocation);
                default -> pause();
            }
        }
    }

    private void showJournal(String invocation) throws IOException {
        for (JsonNode row : restate.query("select index, entry_type, name, entry_json, appended_at from sys_journal"
                + " where id = '" + invocation + "' and entry_type like '%Run' order by index")) {
            if (!shown.add(row.get("index").asInt())) {
                continue;
            }
            Instant at = Instant.parse(row.get("appended_at").asText());
            JsonNode entry = JSON.readTree(row.get("entry_json").asText());
            JsonNode command = entry.at("/Command/Run");
            if (command.isMissingNode()) {
                JsonNode outcome = entry.at("/Notification/Completion/Run");
                Step step = running.remove(outcome.get("completion_id").asInt());
                show(step, Duration.between(step.since(), at), outcome.at("/result/Failure/message"));
            } else {
                attemptsShown = 0;
                running.put(
                        command.get("completion_id").asInt(),
                        new Step(row.get("name").asText(), at));
            }
        }
    }

    private void show(Step step, Duration took, JsonNode failure) {
        if (step.name().equals(FAILURE)) {
            return;
        }
        boolean isUndo = step.name().startsWith(UNDO);
        String mark = failure.isMissingNode() ? (isUndo ? "undone" : "done  ") : "FAILED";
        String name = isUndo ? step.name().substring(UNDO.length()) : step.name();
        String cause = firstLine(failure).replaceFirst("^step \".*?\" failed: ", "");
        String line = String.format("  %s  %-20s %6d ms  %s", mark, name, took.toMillis(), cause);
        out.println(line.stripTrailing());
    }

    /** Prints the failed attempt while Restate waits before the next one. */
    private void showRetry(JsonNode state) {
        int attempts = state.path("retry_count").asInt();
        if (state.hasNonNull("last_failure") && attempts > attemptsShown) {
            attemptsShown = attempts;
            out.printf("  retry   attempt %d failed: %s%n", attempts, firstLine(state.get("last_failure")));
        }
    }

    private String causeOfPause(String invocation) throws IOException {
        JsonNode event = restate.query("select event_json from sys_journal_events where id = '" + invocation
                        + "' and event_type = 'Paused' order by appended_at desc limit 1")
                .get(0);
        return JSON.readTree(event.get("event_json").asText())
                .at("/last_failure/error_message")
                .asText();
    }

    private static String firstLine(JsonNode text) {
        return text.asText().lines().findFirst().orElse("").replace("[500 Internal] ", "");
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(50);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while watching the run");
        }
    }
}
