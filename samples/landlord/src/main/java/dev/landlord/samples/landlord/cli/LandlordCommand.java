package dev.landlord.samples.landlord.cli;

import java.io.PrintWriter;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line of Landlord. All commands but {@code server} and {@code completion} ask its HTTP API. */
@Command(
        name = "landlord",
        description = "Provisions tenants, and runs workflows, on Restate.",
        mixinStandardHelpOptions = true,
        version = "landlord 0.1.0",
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:It is done.",
            "1:What was asked for failed, was refused, or is not there.",
            "2:Something written is wrong: the usage, a file, or a value that Landlord refuses.",
            "3:Landlord cannot be reached, or is not ready.",
            "4:What was waited for has not come within --timeout."
        },
        subcommands = {
            ServerCommand.class,
            WorkflowCommand.class,
            ApprovalsCommand.class,
            TenantCommand.class,
            ComputeCommand.class,
            CompletionCommand.class
        })
public final class LandlordCommand extends CommandGroup {
    private final ServerStart serverStart;
    private final Shell shell;

    @Option(
            names = "--api-url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "Where Landlord listens. Otherwise LANDLORD_CLI_API_URL, or api_url in landlord-cli.yaml"
                    + " here or in $$XDG_CONFIG_HOME/landlord. Default: " + ApiUrl.DEFAULT)
    private String apiUrl;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            defaultValue = "table",
            description = "table, or json, which is what Landlord answers. Default: ${DEFAULT-VALUE}")
    private OutputFormat output;

    private LandlordCommand(ServerStart serverStart, Shell shell) {
        this.serverStart = serverStart;
        this.shell = shell;
    }

    public static void main(String[] arguments) {
        // By its name, because the server is above the command line that starts it.
        ServerStart serverStart = (config, flags, dev) ->
                ServiceLoader.load(ServerStart.class).findFirst().orElseThrow().start(config, flags, dev);
        System.exit(run(commandLine(serverStart, Shell.ofThisProcess()), arguments));
    }

    /** Runs a command, and returns its exit code when all that it printed is written. */
    static int run(CommandLine command, String... arguments) {
        PrintWriter out = command.getOut();
        PrintWriter err = command.getErr();
        // Otherwise each subcommand has a writer of its own, with a rest that is lost when the process exits.
        command.setOut(out).setErr(err);
        int exit = command.execute(arguments);
        // A writer over the process's own stream does not see what that stream could not write.
        boolean isLost = out.checkError() || System.out.checkError();
        if (isLost) {
            err.println("landlord: the output could not be written to its end");
        }
        err.flush();
        return isLost && exit == ExitCode.DONE ? ExitCode.FAILED : exit;
    }

    static CommandLine commandLine(ServerStart serverStart, Shell shell) {
        return new CommandLine(new LandlordCommand(serverStart, shell))
                .setCaseInsensitiveEnumValuesAllowed(true)
                // "@file" is a value of --input.
                .setExpandAtFiles(false)
                .setExecutionExceptionHandler(new Complaints())
                .setParameterExceptionHandler(new Complaints());
    }

    ServerStart serverStart() {
        return serverStart;
    }

    Shell shell() {
        return shell;
    }

    OutputFormat output() {
        return output;
    }

    ApiUrl apiUrl() {
        return ApiUrl.find(apiUrl, shell);
    }
}
