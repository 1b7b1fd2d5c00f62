package dev.landlord.cli;

import dev.landlord.api.ServerStart;
import java.io.PrintWriter;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line of Landlord. All commands except {@code server} and {@code completion} call its HTTP API. */
@Command(
        name = "landlord",
        description = "Provisions tenants, and runs workflows, on Restate.",
        mixinStandardHelpOptions = true,
        version = "landlord 0.1.0",
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Done.",
            "1:The operation failed or was refused, or the object does not exist.",
            "2:Invalid usage, file or value.",
            "3:Landlord cannot be reached, or is not ready.",
            "4:The operation did not end within --timeout."
        },
        subcommands = {
            ServerCommand.class,
            WorkflowCommand.class,
            ApprovalsCommand.class,
            TenantCommand.class,
            ComputeCommand.class,
            KeyCommand.class,
            AuditCommand.class,
            CompletionCommand.class
        })
public final class LandlordCommand extends CommandGroup {
    private final ServerStart serverStart;
    private final CliEnvironment environment;

    @Option(
            names = "--api-url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The URL of Landlord. Otherwise LANDLORD_CLI_API_URL, or api_url in landlord-cli.yaml in the"
                    + " current directory or in $$XDG_CONFIG_HOME/landlord. Default: " + ApiUrl.DEFAULT)
    private String apiUrl;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            defaultValue = "table",
            description = "table, or json: the response of Landlord. Default: ${DEFAULT-VALUE}")
    private OutputFormat output;

    private LandlordCommand(ServerStart serverStart, CliEnvironment environment) {
        this.serverStart = serverStart;
        this.environment = environment;
    }

    public static void main(String[] arguments) {
        // By a service loader, because this package must not depend on the server.
        ServerStart serverStart = (config, flags, dev) ->
                ServiceLoader.load(ServerStart.class).findFirst().orElseThrow().start(config, flags, dev);
        System.exit(run(commandLine(serverStart, CliEnvironment.ofThisProcess()), arguments));
    }

    /** Runs a command, and returns its exit code after all output is written. */
    static int run(CommandLine command, String... arguments) {
        PrintWriter out = command.getOut();
        PrintWriter err = command.getErr();
        // Otherwise each subcommand has its own writer, whose buffer is lost when the process exits.
        command.setOut(out).setErr(err);
        int exit = command.execute(arguments);
        // A writer for System.out does not report the write errors of that stream.
        boolean isLost = out.checkError() || System.out.checkError();
        if (isLost) {
            err.println("landlord: the output could not be written completely");
        }
        err.flush();
        return isLost && exit == ExitCode.DONE ? ExitCode.FAILED : exit;
    }

    static CommandLine commandLine(ServerStart serverStart, CliEnvironment environment) {
        return new CommandLine(new LandlordCommand(serverStart, environment))
                .setCaseInsensitiveEnumValuesAllowed(true)
                // "@file" is a value of --input.
                .setExpandAtFiles(false)
                .setExecutionExceptionHandler(new CliErrorHandler())
                .setParameterExceptionHandler(new CliErrorHandler());
    }

    ServerStart serverStart() {
        return serverStart;
    }

    CliEnvironment environment() {
        return environment;
    }

    OutputFormat output() {
        return output;
    }

    ApiUrl apiUrl() {
        return ApiUrl.find(apiUrl, environment);
    }
}
