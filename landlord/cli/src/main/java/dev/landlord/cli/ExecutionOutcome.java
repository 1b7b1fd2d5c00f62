package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The outcome of an execution, if it has ended.
 *
 * @param execution the JSON of the execution
 */
record ExecutionOutcome(JsonNode execution) {
    private static final Set<String> ENDED = Set.of("succeeded", "failed", "timed_out", "cancelled");

    boolean hasEnded() {
        return ENDED.contains(status());
    }

    boolean hasSucceeded() {
        return status().equals("succeeded");
    }

    /** Whether an operator must resume the execution. */
    boolean isPaused() {
        return execution.path("restate_status").asText().equals("paused");
    }

    /** Prints the output, or the failure with the undo actions. */
    void print(PrintWriter out) {
        if (hasSucceeded()) {
            String took = Times.between(execution.path("started_at"), execution.path("ended_at"));
            out.println("succeeded: " + name() + (took.isEmpty() ? "" : " in " + took));
            String output = Secrets.shown(execution.path("output"));
            if (!output.isEmpty()) {
                out.println("output: " + output);
            }
        } else {
            out.println(status().replace('_', ' ') + ": " + failure());
            printUndo(out);
        }
    }

    private String failure() {
        JsonNode error = execution.path("error");
        return error.isMissingNode() || error.isNull()
                ? name()
                : name() + ": " + Text.oneLine(error.path("message").asText()) + " (code " + error.path("code") + ")";
    }

    private void printUndo(PrintWriter out) {
        String undone = StreamSupport.stream(execution.path("undo").spliterator(), false)
                .filter(ExecutionOutcome::isDone)
                .map(undo -> Text.oneLine(undo.path("name").asText()))
                .collect(Collectors.joining(", "));
        if (!undone.isEmpty()) {
            out.println("undone: " + undone);
        }
        for (JsonNode undo : execution.path("undo")) {
            if (!isDone(undo)) {
                String reason = undo.path("reason").asText("not undone");
                out.println("left: " + Text.oneLine(undo.path("name").asText() + ": " + reason));
            }
        }
    }

    private static boolean isDone(JsonNode undo) {
        return undo.path("outcome").asText().equalsIgnoreCase("done");
    }

    private String name() {
        return execution.path("workflow_id").asText() + "/"
                + execution.path("execution_name").asText();
    }

    private String status() {
        return execution.path("status").asText();
    }
}
