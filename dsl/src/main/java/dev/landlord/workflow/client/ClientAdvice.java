package dev.landlord.workflow.client;

import dev.landlord.workflow.WorkflowStatus;
import java.net.URI;
import java.time.Duration;

/** The text of the errors of generated clients; same parts and same series of ids as the DSL's. */
final class ClientAdvice {
    private ClientAdvice() {}

    static String url(URI found) {
        return "[LW160] connect(\"" + found + "\"): expected the URL of Restate's ingress, such as"
                + " http://localhost:8080; found no http or https URL with a host.";
    }

    static Duration positive(String name, Duration found) {
        if (found.isZero() || found.isNegative()) {
            throw new IllegalArgumentException(
                    "[LW160] " + name + "(" + found + "): expected a duration above zero, such as PT5M.");
        }
        return found;
    }

    static String key(String service) {
        return "[LW160] " + service + ".workflow(\"\"): expected the key of a run, found none; a run is started once"
                + " for each key, such as the name of a tenant.";
    }

    static String closed(String service) {
        return "[LW161] " + service
                + ": expected a client that is open, found a closed one; close it when all is done.";
    }

    static String unreachable(String what, URI url, int attempts, String reason, boolean mayHaveArrived) {
        String tried = attempts == 1 ? "once" : attempts + " times";
        String effect = mayHaveArrived ? " It may have arrived, for all that is known." : " Nothing has arrived.";
        return "[LW162] " + what + ": expected an answer of Restate at " + url + ", tried " + tried + ", found: "
                + reason + "." + effect + " Is it running, and is that its ingress?";
    }

    static String away(String what, int code, String answer) {
        return "[LW162] " + what + ": expected an answer of Restate, found that it, or what stands before it, is away: "
                + code + " " + answer + ".";
    }

    static String notEnded(String what, Duration timeout) {
        return "[LW163] " + what + ": has not come to an end within " + timeout
                + ". The run goes on; wait for it again with attach.";
    }

    static String unknownService(String what, String service, String answer) {
        return "[LW164] " + what + ": Restate knows no such workflow (" + answer + "). Is " + service
                + " served and registered, in a version that has this handler?";
    }

    static String unreadable(String what, RuntimeException cause) {
        String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return "[LW165] " + what
                + ": expected an answer of the type that this client was generated with, found another (" + reason
                + "). Generate it from the version that is served.";
    }

    static String failed(String what, WorkflowStatus status) {
        return what + ": "
                + (status.getFailure() == null ? "failed" : status.getFailure().getMessage());
    }
}
