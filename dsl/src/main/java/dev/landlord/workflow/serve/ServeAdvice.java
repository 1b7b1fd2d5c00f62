package dev.landlord.workflow.serve;

import java.io.IOException;
import java.net.URI;

/** The text of the errors of serving; same parts and same series of ids as the DSL's. */
final class ServeAdvice {
    private ServeAdvice() {}

    static String port(int port) {
        return "[LW121] port(" + port + "): expected 0 to 65535; 0 is any free port.";
    }

    static String cannotListen(String host, int port, IOException refused) {
        return "[LW122] serve(port = " + port + ") on " + host + ": expected a free port of an address of this"
                + " machine, found: " + refused.getMessage() + "; stop what listens there, or choose another port"
                + " (0 is any free one).";
    }

    static String everywhere(String host) {
        return "[LW125] register(…) with host(\"" + host + "\"): expected the URL by which Restate reaches this"
                + " server, because it listens on every address; use register(adminUrl, serviceUrl).";
    }

    static String url(URI url) {
        return "[LW126] register(" + url + "): expected a URL such as http://localhost:9070.";
    }

    static String away(URI adminUrl, Exception failure) {
        return "[LW123] register(" + adminUrl + "): Restate's admin API does not answer (" + failure + "); trying"
                + " again in the background. Is restate-server running, and is 9070 its admin port?";
    }

    static String refused(URI adminUrl, URI serviceUrl, AdminApi.Answer answer) {
        // What the ingress says of a path that it does not know.
        String hint = answer.text().contains("bad path")
                ? " That is where callers go; expected the admin API, which has port 9070 by default."
                : "";
        return "[LW124] register(" + adminUrl + "): Restate refused the services at " + serviceUrl + " with "
                + answer.status() + ": " + answer.text() + hint;
    }

    static String refusedService(URI adminUrl, String service, AdminApi.Answer answer) {
        return "[LW137] register(" + adminUrl + "): Restate refused the service " + service + " with "
                + answer.status() + ": " + answer.text() + " The services that Restate accepts are registered without"
                + " it; change the service and start again.";
    }

    static String inactivityTimeout(URI adminUrl, String service, AdminApi.Answer answer) {
        return "[LW138] register(" + adminUrl + "): expected that the inactivity timeout of " + service
                + " can be set, found " + answer.status() + ": " + answer.text() + " While a block of " + service
                + " runs for longer than Restate's default, timers and cancellation wait for its end; set it with"
                + " PATCH /services/" + service + ", or as Restate's default.";
    }

    static String refusedRequest(String path, int status, String reason) {
        return "[LW175] a request for " + path + " was refused with " + status + ": " + reason
                + ". Only Restate should reach this server; check the address under which it was registered.";
    }

    static String unreadable(String handler, Exception unreadable) {
        return "[LW176] " + handler + " refused a request with 400, because its input cannot be read: "
                + unreadable.getMessage();
    }

    static String boundTwice(String service) {
        return "[LW127] bind(" + service + "): expected each service once, found a second of that name; leave one"
                + " out, or give it another name: @LandlordWorkflow(\"…\").";
    }

    static String noService(Class<?> type, RuntimeException cause) {
        return "[LW127] bind(" + type.getName() + "): expected a generated workflow service, or a class that"
                + " Restate's processor has taken up, found another one: " + cause.getMessage() + "; bind the"
                + " generated service, or annotate the class with @Service and let the processor run.";
    }

    static String name(String found) {
        return "[LW127] bind(\"" + found
                + "\"): expected a name of letters, digits, '_', '-' and '.' that begins with a"
                + " letter, as Restate wants it; give the service such a name.";
    }

    static String nothingBound() {
        return "[LW127] serve: expected a service to serve, found none; bind the generated ones:"
                + " bind(PlaceOrderService(…)).";
    }
}
