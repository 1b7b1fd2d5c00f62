package dev.landlord.samples.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is decided on, by whom, and why. */
final class DecisionOptions {
    @Parameters(index = "0", paramLabel = "WORKFLOW", description = "The workflow that asks")
    private String workflow;

    @Parameters(index = "1", paramLabel = "EXECUTION", description = "Its execution's name; latest is the newest")
    private String execution;

    @Parameters(
            index = "2",
            paramLabel = "APPROVAL",
            description = "The approval's name: of a workflow that you defined, the name of the step")
    private String approval;

    @Option(names = "--actor", paramLabel = "NAME", description = "Who decides. Default: your login")
    private String actor;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept for those who ask later")
    private String reason;

    @Option(names = "--token", description = "The decision token of the actor, if the approval wants one")
    private String token;

    @Option(
            names = "--request",
            paramLabel = "N",
            description = "Which request is meant, if the approval was asked for more than once")
    private Integer request;

    DecisionOptions() {}

    /**
     * Sends the decision and shows what Landlord took it for.
     *
     * @param verb approve or reject
     * @param value what the approval comes with, or null
     */
    int send(ApiCommand command, String verb, JsonNode value) throws IOException {
        ObjectNode decision = Json.object().put("actor", actor == null ? command.user() : actor);
        Json.putUnlessNull(decision, "value", value);
        Json.putUnlessNull(decision, "reason", reason);
        Json.putUnlessNull(decision, "token", token);
        Json.putUnlessNull(decision, "request", request);
        ApiPath path = ApiPath.of("approvals", workflow, execution, approval, verb);
        JsonNode decided = command.api().send("POST", path, decision).body();
        String line = decided.path("outcome").asText() + " "
                + decided.path("approval").asText() + ", request "
                + decided.path("request").asText() + " of " + workflow + "/" + execution + ", by "
                + decided.path("actor").asText() + " at " + command.times().at(decided.path("at"));
        command.show(decided, out -> out.println(Text.oneLine(line)));
        return ExitCode.DONE;
    }
}
