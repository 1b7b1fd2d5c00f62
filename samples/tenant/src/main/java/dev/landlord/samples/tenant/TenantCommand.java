package dev.landlord.samples.tenant;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line of the sample. */
@Command(
        name = "tenant",
        description = "Provisions tenants on this machine with a durable workflow.",
        mixinStandardHelpOptions = true,
        version = "landlord tenant sample 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ProvisionCommand.class,
            ListCommand.class,
            RemoveCommand.class,
            ServeCommand.class
        })
public final class TenantCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            defaultValue = "tenants",
            description = "The folder of the tenants. Default: ${DEFAULT-VALUE}, in the current directory")
    private Path root;

    TenantCommand() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new TenantCommand())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("tenant: " + oneLine(failure));
                    return failure instanceof IllegalArgumentException ? 2 : 1;
                })
                .setParameterExceptionHandler((failure, arguments) -> {
                    CommandLine command = failure.getCommandLine();
                    command.getErr()
                            .println("tenant: " + oneLine(failure) + " (see "
                                    + command.getCommandSpec().qualifiedName() + " --help)");
                    return 2;
                });
    }

    private static String oneLine(Exception failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return message.lines()
                .map(String::strip)
                .reduce((first, next) -> first + " " + next)
                .orElse("failed");
    }

    Path root() {
        return root.toAbsolutePath().normalize();
    }

    /** The cloud of the commands. */
    ThisMachine cloud() {
        return new ThisMachine(root);
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command: demo, provision, list, remove or serve");
    }
}
