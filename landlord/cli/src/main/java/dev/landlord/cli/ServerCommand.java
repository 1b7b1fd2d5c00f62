package dev.landlord.cli;

import dev.landlord.api.ServerStart;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

@Command(
        name = "server",
        customSynopsis = "landlord server [--config=FILE] [--dev] [--SETTING VALUE]...",
        description = {
            "Starts Landlord, and runs it until Ctrl-C or SIGTERM.",
            "Every setting of the configuration file is also an option with its dotted name, such as"
                    + " --workflow.restate.endpoint http://localhost:8080; options take precedence over environment and file."
        })
final class ServerCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The configuration file. Otherwise LANDLORD_CONFIG, or config.yaml or config.json in the current"
                            + " directory, in /etc/landlord or in $$XDG_CONFIG_HOME/landlord")
    private String config;

    @Option(names = "--dev", description = "Also start a restate-server, for development.")
    private boolean dev;

    @Unmatched
    private List<String> settings = new ArrayList<>();

    ServerCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        LandlordCommand landlord = (LandlordCommand) spec.root().userObject();
        Map<String, String> flags = DottedFlags.parse(settings);
        Optional<Path> file = Optional.ofNullable(config)
                .map(name -> InputFile.named(name, landlord.environment().directory()));
        file.ifPresent(ServerCommand::requireReadable);
        PrintWriter out = spec.commandLine().getOut();
        out.println("starting Landlord" + (dev ? " for development" : "")
                + file.map(path -> " with " + path).orElse(""));
        out.flush();
        ServerStart.Running running = landlord.serverStart().start(file, flags, dev);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running, out)));
        running.addresses().forEach((name, address) -> out.println("  " + name + ": " + address));
        out.println("Landlord runs; stop it with Ctrl-C");
        out.flush();
        new CountDownLatch(1).await();
        return ExitCode.DONE;
    }

    private static void requireReadable(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw CliException.badInput("cannot read " + file + ": expected a configuration in YAML or JSON");
        }
    }

    private static void stop(ServerStart.Running running, PrintWriter out) {
        out.println("stopping Landlord");
        out.flush();
        running.close();
        out.println("stopped");
        out.flush();
    }
}
