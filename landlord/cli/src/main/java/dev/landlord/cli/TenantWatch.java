package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.Set;

/** Prints the result of a command that changes a tenant; with {@code --wait}, prints the progress until the end. */
final class TenantWatch {
    private static final String FAILED = "failed";
    private static final Set<String> RESTING = Set.of("ready", "archived", FAILED);

    /** The awaited state. */
    enum Until {
        /** The tenant is ready, archived or failed. */
        RESTING,
        /** The tenant is deleted. */
        DELETED
    }

    private final ApiCommand command;
    private final WaitOptions wait;
    private final TenantProgress progress;

    TenantWatch(ApiCommand command, WaitOptions wait) {
        this.command = command;
        this.wait = wait;
        this.progress = new TenantProgress(command);
    }

    /** Records the state of the tenant before the command, so that earlier executions are not printed. */
    void recordBefore(ApiPath tenant) throws IOException {
        if (wait.isRequested()) {
            progress.recordBefore(command.api().get(tenant));
        }
    }

    /** Returns the exit code. */
    int follow(ApiResponse response, Until until) throws IOException {
        JsonNode tenant = response.body();
        String name = tenant.path("name").asText();
        if (!wait.isRequested()) {
            command.show(tenant, out -> print(tenant, name, out));
            return ExitCode.DONE;
        }
        progress.recordStarted(tenant);
        String statusCommand = "landlord tenant get " + Text.quoted(name);
        JsonNode end = new Poller("tenant " + name, statusCommand, wait.limit(), command.err())
                .until(() -> end(tenant.path("id").asText(), until));
        command.show(end, out -> printEnd(end, name, out));
        return end.path("status").asText().equals(FAILED) ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static void print(JsonNode tenant, String name, PrintWriter out) {
        String now = tenant.path("status").asText();
        out.println(name + " is " + now);
        if (!RESTING.contains(now)) {
            out.println("see: landlord tenant get " + Text.quoted(name));
        }
    }

    private static void printEnd(JsonNode tenant, String name, PrintWriter out) {
        if (tenant.isMissingNode()) {
            out.println("deleted: " + name);
            return;
        }
        String now = tenant.path("status").asText();
        String more = now.equals(FAILED)
                ? ": " + tenant.path("workflow_error_message").asText("the error is unknown")
                : tenant.path("url").asText("").isEmpty()
                        ? ""
                        : " at " + tenant.path("url").asText();
        out.println(now + ": " + Text.oneLine(name + more));
    }

    /** The tenant at the end of the wait; empty before. Uses the id, because a new tenant may have the same name. */
    private Optional<JsonNode> end(String id, Until until) throws IOException {
        JsonNode tenant;
        try {
            tenant = command.api().get(ApiPath.of("tenants", id));
        } catch (CliException failure) {
            if (until == Until.DELETED && failure.hasCode("tenant_not_found")) {
                progress.showLatest();
                return Optional.of(MissingNode.getInstance());
            }
            throw failure;
        }
        progress.show(tenant);
        String now = tenant.path("status").asText();
        boolean ended = until == Until.DELETED ? now.equals(FAILED) : RESTING.contains(now);
        return ended ? Optional.of(tenant) : Optional.empty();
    }
}
