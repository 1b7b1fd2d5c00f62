package dev.landlord.samples.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks Landlord's HTTP API, and shows what it answers. */
abstract class ApiCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private Api api;

    final Api api() {
        if (api == null) {
            api = new Api(landlord().apiUrl().base());
        }
        return api;
    }

    /** Shows an answer as Landlord gave it, or the way people like to see it. */
    final void show(JsonNode answer, Consumer<PrintWriter> view) {
        if (!isJson()) {
            view.accept(out());
        } else if (!answer.isMissingNode()) {
            out().println(Json.pretty(answer));
        }
    }

    /** Where to tell what happens on the way: beside the answer, or before it. */
    final PrintWriter progress() {
        return isJson() ? spec.commandLine().getErr() : out();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    final Times times() {
        return new Times(landlord().shell().zone());
    }

    final ApproveHint approveHint() {
        return new ApproveHint(landlord().apiUrl().flag());
    }

    final Path directory() {
        return landlord().shell().directory();
    }

    final String user() {
        return landlord().shell().user();
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
