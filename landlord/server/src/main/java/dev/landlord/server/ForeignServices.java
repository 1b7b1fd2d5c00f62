package dev.landlord.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.RestateException;
import dev.landlord.server.restate.RestateResponse;
import java.util.Optional;

/**
 * Finds the services of other programs on the same Restate. A blueprint must not have the name of such a service: Restate
 * would refuse the whole deployment, or route the calls of the other program to Landlord.
 */
final class ForeignServices {
    private static final String WORKFLOW = "Workflow";

    /** A handler of the service of each blueprint. */
    private static final String HANDLER = "approveGate";

    private final RestateApi restate;

    ForeignServices(RestateApi restate) {
        this.restate = restate;
    }

    /** The owner of the service; empty if there is no such service, a blueprint owns it, or Restate is unreachable. */
    Optional<String> find(String service) {
        try {
            RestateResponse response = restate.admin("GET", null, "services", service);
            return response.isSuccess() && !isOfBlueprint(response.body())
                    ? Optional.of("another program on this Restate")
                    : Optional.empty();
        } catch (RestateException unreachable) {
            // Registration reports that Restate is unreachable.
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
