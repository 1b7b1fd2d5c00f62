package dev.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that sends requests to Landlord's HTTP API, and prints the responses. */
abstract class ApiCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private Api api;

    final Api api() {
        if (api == null) {
            ApiUrl url = landlord().apiUrl();
            api = new Api(url.base(), ApiCredential.find(landlord().environment(), url));
        }
        return api;
    }

    /** Prints a response: as JSON, or by {@code view}. */
    final void show(JsonNode response, Consumer<PrintWriter> view) {
        if (!isJson()) {
            view.accept(out());
        } else if (!response.isMissingNode()) {
            out().println(Json.pretty(response));
        }
    }

    /** Prints a line of a response that is JSON lines. */
    final void printLine(String line) {
        out().println(line);
    }

    /** The writer for progress messages: stderr if the response is printed as JSON. */
    final PrintWriter progress() {
        return isJson() ? spec.commandLine().getErr() : out();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    final Times times() {
        return new Times(landlord().environment().zone());
    }

    final ApproveHint approveHint() {
        return new ApproveHint(landlord().apiUrl().flag());
    }

    final Path directory() {
        return landlord().environment().directory();
    }

    private boolean isJson() {
        return landlord().output() == OutputFormat.JSON;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private LandlordCommand landlord() {
        return (LandlordCommand) spec.root().userObject();
    }
}
