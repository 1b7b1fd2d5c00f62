package dev.landlord.benchmarks;

import java.util.List;
import java.util.concurrent.Callable;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import picocli.CommandLine;

/** What the commands of {@code benchmarks/benchmarks} have in common. */
public final class Commands {
    private Commands() {}

    /** Runs the command and ends the process; a failure is one line on stderr, and exit code 1. */
    public static void run(Callable<Integer> command, String... arguments) {
        CommandLine line = new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(line.setExecutionExceptionHandler((failure, failed, parsed) -> {
                    System.err.println(line.getCommandName() + ": " + failure);
                    return 1;
                })
                .execute(arguments));
    }

    public static double median(List<Double> values) {
        return new Median()
                .evaluate(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
