package dev.landlord.workflow.client;

import static dev.landlord.workflow.errors.ErrorCode.LW160;
import static dev.landlord.workflow.errors.ErrorCode.LW161;
import static dev.landlord.workflow.errors.ErrorCode.LW162;
import static dev.landlord.workflow.errors.ErrorCode.LW163;
import static dev.landlord.workflow.errors.ErrorCode.LW164;
import static dev.landlord.workflow.errors.ErrorCode.LW165;
import static dev.landlord.workflow.errors.ErrorMessage.sentence;

import dev.landlord.workflow.WorkflowPhase;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The messages of generated clients. */
final class ClientErrors {
    private ClientErrors() {}

    static String url(URI found) {
        return LW160.written("connect(\"" + found + "\")")
                .expected("an http or https URL with a host")
                .toDo("pass the URL of Restate's ingress, such as http://localhost:8080");
    }

    /** The message omits the URL, which may contain a password. */
    static String urlWithMore(URI found) {
        return LW160.written("connect(\"" + found.getScheme() + "://…\")")
                .expected("the URL of Restate's ingress, which may have a path")
                .found("a user, a query or a fragment")
                .toDo("remove it; authenticate with apiKey or header");
    }

    /** The message omits the value of the header, which may be a secret. */
    static String header(String name) {
        return LW160.written("header(\"" + name + "\")")
                .expected("text without control characters, such as the end of a line")
                .toDo("remove them");
    }

    static Duration positive(String name, Duration found) {
        if (found.isZero() || found.isNegative()) {
            throw new IllegalArgumentException(LW160.written(name + "(" + found + ")")
                    .expected("a duration above zero")
                    .toDo("pass a duration such as PT5M"));
        }
        return found;
    }

    private static String quoted(@Nullable String found) {
        return found == null ? "null" : "\"" + found + "\"";
    }

    static String key(String service, @Nullable String found) {
        return LW160.written(service + ".workflow(" + quoted(found) + ")")
                .expected("the key of a run: text that is not empty, not '.' or '..', and can be written in UTF-8")
                .toDo("pass a key that identifies the run, such as the name of a tenant");
    }

    static String scope(String service, @Nullable String found) {
        return LW160.written(service + ".scope(" + quoted(found) + ")")
                .expected(
                        "the name of a flow-control scope: 1 to 36 letters, digits, '_', '-' and '.', not '.' or '..'")
                .toDo("pass such a name");
    }

    static String closed(String service) {
        return LW161.written(service)
                .expected("an open client")
                .found("a closed one")
                .toDo("close the client after the last request");
    }

    static String closing(String what) {
        return LW161.written(what)
                .expected("an open client until the answer arrives")
                .found("that the client was closed before")
                .toDo(effect(true) + " The run continues. Close the client after the last request");
    }

    static String unreachable(String what, URI url, int attempts, String reason, boolean mayHaveArrived) {
        String tried = attempts == 1 ? "1 attempt" : attempts + " attempts";
        return LW162.written(what)
                .expected("an answer of Restate at " + url)
                .found("none in " + tried + ": " + reason)
                .toDo(effect(mayHaveArrived) + " Check that Restate is running, and that this URL is its ingress");
    }

    private static String effect(boolean mayHaveArrived) {
        return mayHaveArrived ? "The request may have arrived." : "The request has not arrived.";
    }

    static String away(String what, int code, String answer) {
        return LW162.written(what)
                .expected("an answer of the run")
                .found("that Restate's ingress, or a gateway before it, cannot answer now: " + code + " " + answer)
                .toDo(effect(true) + " Try again later");
    }

    static String disagree(String what, String answer, WorkflowPhase phase) {
        return LW162.written(what)
                .expected("an answer of Restate that agrees with the status of the run, " + phase)
                .found("repeatedly: " + answer)
                .toDo("check that the gateway before Restate forwards /restate");
    }

    static String noAnswerIn(String what, Duration timeout) {
        return LW163.written(what)
                .expected("an answer within " + timeout)
                .found("none")
                .toDo(
                        "the run continues; call this method again, or attach, to wait longer. If its attempts fail, the log"
                                + " of the service says why");
    }

    static String unknownService(String what, String service, String answer) {
        return LW164.written(what)
                .expected("a workflow that Restate knows")
                .found("none: " + answer)
                .toDo("check that " + service + " is served and registered, in a version that has this handler");
    }

    /** The message omits the answer, which may contain secrets. */
    static String unreadable(String what) {
        return LW165.written(what)
                .expected("an answer of the type with which this client was generated")
                .found("another type")
                .toDo("the request may have had its effect; check that Restate answered, and generate the client from"
                        + " the version that is served");
    }

    /**
     * The message of a refusal, which is the handler's and has no id.
     *
     * @param code the status of the answer, which is not a success
     */
    static String refused(String what, int code, String reason) {
        String remedy = reason.contains("vqueues")
                ? " Start restate-server with RESTATE_EXPERIMENTAL_ENABLE_VQUEUES=true to use flow-control scopes."
                : "";
        return what + ": refused with " + code + ": " + sentence(reason) + " Nothing has changed." + remedy;
    }
}
