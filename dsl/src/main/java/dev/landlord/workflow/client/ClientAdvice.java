package dev.landlord.workflow.client;

import dev.landlord.workflow.WorkflowPhase;
import java.net.URI;
import java.time.Duration;

/** The messages of generated clients, with the same parts and in the same series of ids as those of the DSL. */
final class ClientAdvice {
    private ClientAdvice() {}

    static String url(URI found) {
        return "[LW160] connect(\"" + found + "\"): expected the URL of Restate's ingress, such as"
                + " http://localhost:8080; found no http or https URL with a host.";
    }

    /** Without it, for there may be a password in it. */
    static String urlWithMore(URI found) {
        return "[LW160] connect(\"" + found.getScheme()
                + "://…\"): expected the URL of Restate's ingress with nothing but a"
                + " path behind it; found a user, a query or a fragment. Say who you are with apiKey or header.";
    }

    /** Without its value, which may be a secret. */
    static String header(String name) {
        return "[LW160] header(\"" + name + "\"): expected text without control characters, such as the end of a line.";
    }

    static Duration positive(String name, Duration found) {
        if (found.isZero() || found.isNegative()) {
            throw new IllegalArgumentException(
                    "[LW160] " + name + "(" + found + "): expected a duration above zero, such as PT5M.");
        }
        return found;
    }

    static String key(String service, String found) {
        return "[LW160] " + service + ".workflow(\"" + found
                + "\"): expected the key of a run: text that is not empty, that"
                + " is no part of a path ('.' or '..'), and that can be written in UTF-8; a run is started once for each"
                + " key, such as the name of a tenant.";
    }

    static String scope(String service, String found) {
        return "[LW160] " + service + ".scope(\"" + found + "\"): expected the name of a flow-control scope: 1 to 36"
                + " letters, digits, '_', '-' and '.', but not '.' or '..'.";
    }

    static String closed(String service) {
        return "[LW161] " + service
                + ": expected a client that is open, found a closed one; close it after the last request.";
    }

    static String unreachable(String what, URI url, int attempts, String reason, boolean mayHaveArrived) {
        String tried = attempts == 1 ? "once" : attempts + " times";
        return "[LW162] " + what + ": expected an answer of Restate at " + url + ", tried " + tried + ", found: "
                + reason + ". " + effect(mayHaveArrived) + " Is Restate running, and is that its ingress?";
    }

    private static String effect(boolean mayHaveArrived) {
        return mayHaveArrived ? "The request may have arrived." : "Nothing has arrived.";
    }

    static String away(String what, int code, String answer) {
        return "[LW162] " + what + ": expected an answer of the run, found that Restate's ingress, or a gateway before"
                + " it, cannot answer now: " + code + " " + answer + ". " + effect(true);
    }

    static String noAnswerIn(String what, Duration timeout) {
        return "[LW163] " + what + ": expected an answer within " + timeout
                + ", found none. The run goes on; call this method again, or attach, to wait longer.";
    }

    static String closing(String what) {
        return "[LW161] " + what + ": the client was closed before the answer came. " + effect(true)
                + " The run goes on.";
    }

    /** @param code of the answer, which is no success */
    static String refused(String what, int code, String reason) {
        return what + ": refused with " + code + ": " + sentence(reason) + " Nothing has changed.";
    }

    /** The text with a mark at its end, which a message of Restate or of a handler may have already. */
    static String sentence(String text) {
        boolean isMarked = text.endsWith(".") || text.endsWith("?") || text.endsWith("!");
        return isMarked ? text : text + ".";
    }

    static String disagree(String what, String answer, WorkflowPhase phase) {
        return "[LW162] " + what + ": expected an answer of Restate that fits the run, which is " + phase
                + "; found again and again: " + answer + ". Does a gateway keep /restate from callers?";
    }

    static String unknownService(String what, String service, String answer) {
        return "[LW164] " + what + ": Restate knows no such workflow (" + answer + "). Is " + service
                + " served and registered, in a version that has this handler?";
    }

    /** Without the answer, which may hold secrets. */
    static String unreadable(String what) {
        return "[LW165] " + what
                + ": expected an answer of the type that this client was generated with, found another."
                + " The request may have had its effect."
                + " Was it Restate that answered, and is the client from the version that is served?";
    }
}
