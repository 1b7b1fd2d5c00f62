package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of a decision: the request and the reason. The user who sends it is its actor. */
final class DecisionOptions {
    @Parameters(index = "0", paramLabel = "WORKFLOW", description = "The id of the workflow")
    private String workflow;

    @Parameters(index = "1", paramLabel = "EXECUTION", description = "The name of the execution; latest for the newest")
    private String execution;

    @Parameters(
            index = "2",
            paramLabel = "APPROVAL",
            description = "The name of the approval; in a workflow that you defined, the name of the step")
    private String approval;

    @Option(names = "--reason", paramLabel = "TEXT", description = "The reason, which Landlord stores")
    private String reason;

    @Option(
            names = "--request",
            paramLabel = "N",
            description = "The number of the request, if the execution has requested the approval more than once")
    private Integer request;

    DecisionOptions() {}

    /**
     * Sends the decision and prints the response.
     *
     * @param verb approve or reject
     * @param value the value of the approval; may be {@code null}
     */
    int send(ApiCommand command, String verb, JsonNode value) throws IOException {
        ObjectNode decision = Json.object();
        Json.putUnlessNull(decision, "value", value);
        Json.putUnlessNull(decision, "reason", reason);
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
