package dev.landlord.samples.landlord.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.samples.landlord.restate.RestateAnswer;
import dev.landlord.samples.landlord.restate.RestateApi;
import dev.landlord.samples.landlord.restate.RestateException;
import java.util.Optional;

/**
 * Services of other programs on the same Restate. A blueprint must not run under the name of one: Restate would refuse
 * the whole deployment, or take the name away from the other program.
 */
final class ForeignServices {
    private static final String WORKFLOW = "Workflow";

    /** A handler that the service of every blueprint has. */
    private static final String HANDLER = "approveGate";

    private final RestateApi restate;

    ForeignServices(RestateApi restate) {
        this.restate = restate;
    }

    /** Whose service that name has, in words; empty if it is free, a blueprint's, or Restate cannot be asked now. */
    Optional<String> find(String service) {
        try {
            RestateAnswer answer = restate.admin("GET", null, "services", service);
            return answer.isSuccess() && !isOfBlueprint(answer.body())
                    ? Optional.of("another program on this Restate")
                    : Optional.empty();
        } catch (RestateException away) {
            // Registration reports it.
            return Optional.empty();
        }
    }

    private static boolean isOfBlueprint(JsonNode service) {
        boolean isWorkflow = service.path("ty").asText().equals(WORKFLOW);
        for (JsonNode handler : service.path("handlers")) {
            if (isWorkflow && handler.path("name").asText().equals(HANDLER)) {
                return true;
            }
        }
        return false;
    }
}
