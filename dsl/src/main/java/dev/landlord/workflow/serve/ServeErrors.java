package dev.landlord.workflow.serve;

import static dev.landlord.workflow.errors.ErrorCode.LW121;
import static dev.landlord.workflow.errors.ErrorCode.LW122;
import static dev.landlord.workflow.errors.ErrorCode.LW123;
import static dev.landlord.workflow.errors.ErrorCode.LW124;
import static dev.landlord.workflow.errors.ErrorCode.LW125;
import static dev.landlord.workflow.errors.ErrorCode.LW126;
import static dev.landlord.workflow.errors.ErrorCode.LW127;
import static dev.landlord.workflow.errors.ErrorCode.LW137;
import static dev.landlord.workflow.errors.ErrorCode.LW138;
import static dev.landlord.workflow.errors.ErrorCode.LW175;
import static dev.landlord.workflow.errors.ErrorCode.LW176;
import static dev.landlord.workflow.errors.ErrorCode.LW195;

import java.io.IOException;
import java.net.URI;

/** The messages of serving and registration. */
final class ServeErrors {
    private ServeErrors() {}

    static String port(int port) {
        return LW121.written("port(" + port + ")").expected("0 to 65535").toDo("use 0 for any free port");
    }

    static String cannotListen(String host, int port, IOException refused) {
        return LW122.written("port " + port + " on " + host)
                .expected("a free port of an address of this machine")
                .found("that the system refuses it: " + refused.getMessage())
                .toDo("stop the process that listens there, or choose another port (0 is any free one)");
    }

    static String everywhere(String host) {
        return LW125.written("register(…) with host(\"" + host + "\")")
                .expected("the URL by which Restate reaches this server, because it listens on every address")
                .found("none")
                .toDo("call register(adminUrl, serviceUrl)");
    }

    static String url(URI url) {
        return LW126.written("register(" + url + ")")
                .expected("an http URL")
                .toDo("pass a URL such as http://localhost:9070");
    }

    static String away(URI adminUrl, Exception failure) {
        return LW123.written(register(adminUrl))
                .expected("an answer of Restate's admin API")
                .found("none: " + failure)
                .toDo("check that restate-server is running, and that its admin port is 9070; the library retries in"
                        + " the background");
    }

    static String refused(URI adminUrl, URI serviceUrl, AdminApi.Answer answer) {
        // The ingress answers so for a path that it does not know.
        boolean isIngress = answer.text().contains("bad path");
        return LW124.written(register(adminUrl))
                .expected("Restate to accept the services at " + serviceUrl)
                .found(quoted(answer))
                .toDo(
                        isIngress
                                ? "pass the URL of the admin API, which has port 9070 by default: this one is the ingress"
                                : "correct the cause that Restate reports, and start again");
    }

    static String refusedService(URI adminUrl, String service, AdminApi.Answer answer) {
        return LW137.written(register(adminUrl))
                .expected("Restate to accept the service " + service)
                .found(quoted(answer))
                .toDo("change the service and start again; the services that Restate accepts are registered");
    }

    static String inactivityTimeout(URI adminUrl, String service, AdminApi.Answer answer) {
        return LW138.written(register(adminUrl))
                .expected("Restate to accept the inactivity timeout of " + service)
                .found(quoted(answer))
                .toDo("set it with PATCH /services/" + service + ", or as Restate's default: while a block of "
                        + service + " runs for longer than that default, timers and cancellation wait for its end");
    }

    static String refusedRequest(String path, int status, String reason) {
        return LW175.written("a request for " + path)
                .expected("a request of Restate")
                .found("one that the service refuses with " + status + ": " + reason)
                .toDo("expose this server to Restate alone; check the address under which it was registered");
    }

    static String unreadable(String handler, Exception unreadable) {
        return LW176.written(handler)
                .expected("an input that can be read")
                .found("one that cannot: " + unreadable.getMessage())
                .toDo("the caller, who received 400, has to correct the request");
    }

    static String boundTwice(String service) {
        return LW127.written("bind(" + service + ")")
                .expected("each service once")
                .found("a second service of that name")
                .toDo("remove one, or give it another name: @LandlordWorkflow(\"…\")");
    }

    static String noService(Class<?> type) {
        return LW127.written("bind(" + type.getName() + ")")
                .expected("a generated workflow service, or a class that Restate's processor has processed")
                .found("another class")
                .toDo("bind the generated service, or annotate the class with @Service and run the processor");
    }

    static String workflowItself(Class<?> type) {
        String name = type.getSimpleName();
        return LW127.written("bind(new " + name + "(…))")
                .expected("the service that the processor generates for the workflow")
                .found("the workflow itself")
                .toDo("write bind(new " + name + "Service(new " + name + "(…))), in Kotlin without new");
    }

    /** Printed, because it would not be logged. */
    static String warningsAreNotLogged() {
        return LW195.written("WorkflowServer")
                .expected("a log that prints the warnings of dev.landlord.workflow, which report failed attempts")
                .found("that the configuration of Log4j omits them")
                .toDo(
                        "add a file log4j2.properties with logger.landlord.name = dev.landlord and logger.landlord.level = info,"
                                + " and log4j-core if it is missing");
    }

    static String name(String found) {
        return LW127.written("bind(\"" + found + "\")")
                .expected("a name of letters, digits, '_', '-' and '.' that begins with a letter, as Restate requires")
                .toDo("rename the service");
    }

    static String nothingBound() {
        return LW127.written("serve")
                .expected("at least one service")
                .found("none")
                .toDo("bind the generated services: bind(new PlaceOrderService(…)), in Kotlin without new");
    }

    private static String register(URI adminUrl) {
        return "register(" + adminUrl + ")";
    }

    private static String quoted(AdminApi.Answer answer) {
        return answer.status() + ": " + answer.text();
    }
}
