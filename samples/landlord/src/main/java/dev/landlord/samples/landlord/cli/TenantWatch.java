package dev.landlord.samples.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.Set;

/** Tells what becomes of a tenant after a command has changed it: at once, or with {@code --wait} until the end. */
final class TenantWatch {
    private static final String FAILED = "failed";
    private static final Set<String> RESTING = Set.of("ready", "archived", FAILED);

    /** What is waited for. */
    enum Until {
        /** The tenant is ready, archived or failed. */
        RESTING,
        /** There is no such tenant any more. */
        GONE
    }

    private final ApiCommand command;
    private final WaitOptions wait;
    private final TenantProgress progress;

    TenantWatch(ApiCommand command, WaitOptions wait) {
        this.command = command;
        this.wait = wait;
        this.progress = new TenantProgress(command);
    }

    /** Looks at a tenant before a command changes it, so that what it has been through is not told as news. */
    void lookAt(ApiPath tenant) throws IOException {
        if (wait.asked()) {
            progress.leaveOut(command.api().get(tenant));
        }
    }

    /** Returns the exit code. */
    int follow(Answer answer, Until until) throws IOException {
        JsonNode tenant = answer.body();
        String name = tenant.path("name").asText();
        if (!wait.asked()) {
            command.show(tenant, out -> tell(tenant, name, out));
            return ExitCode.DONE;
        }
        String look = "landlord tenant get " + Text.quoted(name);
        JsonNode end = new Waiting("tenant " + name, look, wait.limit(), command.err())
                .until(() -> end(tenant.path("id").asText(), until));
        command.show(end, out -> tellEnd(end, name, out));
        return end.path("status").asText().equals(FAILED) ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static void tell(JsonNode tenant, String name, PrintWriter out) {
        String now = tenant.path("status").asText();
        out.println(name + " is " + now);
        if (!RESTING.contains(now)) {
            out.println("see: landlord tenant get " + Text.quoted(name));
        }
    }

    private static void tellEnd(JsonNode tenant, String name, PrintWriter out) {
        if (tenant.isMissingNode()) {
            out.println("deleted: " + name);
            return;
        }
        String now = tenant.path("status").asText();
        String more = now.equals(FAILED)
                ? ": " + tenant.path("workflow_error_message").asText("no error is known")
                : tenant.path("url").asText("").isEmpty()
                        ? ""
                        : " at " + tenant.path("url").asText();
        out.println(now + ": " + Text.oneLine(name + more));
    }

    /** The tenant once it rests, or nothing once it is gone. By its id, for the name may be taken again. */
    private Optional<JsonNode> end(String id, Until until) throws IOException {
        JsonNode tenant;
        try {
            tenant = command.api().get(ApiPath.of("tenants", id));
        } catch (Complaint complaint) {
            if (until == Until.GONE && complaint.is("tenant_not_found")) {
                return Optional.of(MissingNode.getInstance());
            }
            throw complaint;
        }
        progress.show(tenant);
        String now = tenant.path("status").asText();
        boolean ended = until == Until.GONE ? now.equals(FAILED) : RESTING.contains(now);
        return ended ? Optional.of(tenant) : Optional.empty();
    }
}
