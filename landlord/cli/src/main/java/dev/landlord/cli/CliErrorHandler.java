package dev.landlord.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Prints the failure of a command to stderr, and determines the exit code. */
final class CliErrorHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof CliException cli) {
            print(command, cli.getMessage(), cli.details());
            return cli.exit();
        }
        List<String> lines = message(failure).lines().toList();
        print(command, lines.get(0), lines.subList(1, lines.size()));
        return failure instanceof IllegalArgumentException ? ExitCode.USAGE : ExitCode.FAILED;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String help = " (see " + command.getCommandSpec().qualifiedName() + " --help)";
        print(command, Text.oneLine(message(failure)) + help, List.of());
        return ExitCode.USAGE;
    }

    private static String message(Exception failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.toString() : message;
    }

    private static void print(CommandLine command, String line, List<String> details) {
        PrintWriter err = command.getErr();
        err.println("landlord: " + Text.oneLine(line));
        details.forEach(detail -> err.println("  " + Text.oneLine(detail)));
    }
}
