package dev.landlord.benchmarks.buildtime;

import dev.landlord.benchmarks.Commands;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures builds in fresh processes, in random order. */
@Command(
        name = "build-times",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures javac with a processor, and KSP, on 1, 10 and 100 workflows:",
            "with the processors of this library, and with those of Restate alone."
        })
public final class BuildTimes implements Callable<Integer> {
    private record Build(Processor processor, int workflows) {}

    @Option(
            names = "--rounds",
            description = "How often each build is measured. Default: ${DEFAULT-VALUE}",
            defaultValue = "5")
    private int rounds;

    @Option(
            names = "--workflows",
            split = ",",
            description = "The numbers of workflows. Default: ${DEFAULT-VALUE}",
            defaultValue = "1,10,100")
    private List<Integer> numbers;

    public static void main(String[] arguments) {
        Commands.run(new BuildTimes(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        if (rounds < 1 || numbers.stream().anyMatch(each -> each < 1)) {
            System.err.printf("--rounds, --workflows: expected 1 or more, got %d, %s%n", rounds, numbers);
            return 2;
        }
        Map<Processor, Map<Integer, List<Double>>> millis = new EnumMap<>(Processor.class);
        for (int round = 1; round <= rounds; round++) {
            for (Build build : inRandomOrder()) {
                double taken = measure(build);
                millis.computeIfAbsent(build.processor(), each -> new TreeMap<>())
                        .computeIfAbsent(build.workflows(), each -> new ArrayList<>())
                        .add(taken);
                System.out.printf(
                        "round %d of %d, %-15s %3d workflows: %5.0f ms%n",
                        round, rounds, build.processor().id(), build.workflows(), taken);
            }
        }
        millis.forEach((processor, all) -> all.forEach((workflows, each) -> System.out.printf(
                "%-45s %3d workflows: median %5.0f ms%n", processor.title, workflows, Commands.median(each))));
        return 0;
    }

    private List<Build> inRandomOrder() {
        List<Build> builds = new ArrayList<>();
        for (Processor processor : Processor.values()) {
            for (int number : numbers) {
                builds.add(new Build(processor, number));
            }
        }
        Collections.shuffle(builds);
        return builds;
    }

    private static double measure(Build build) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        classPath(build.processor()),
                        OneBuild.class.getName(),
                        build.processor().name(),
                        Integer.toString(build.workflows()))
                .redirectErrorStream(true)
                .start();
        StringBuilder printed = new StringBuilder();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("took ")) {
                    return Double.parseDouble(line.substring(5));
                }
                printed.append(line).append('\n');
            }
        }
        throw new IllegalStateException(build + " ended with " + process.waitFor() + ":\n" + printed);
    }

    /** Both of Restate's processors would take the templates of the other, so a build has one of them. */
    private static String classPath(Processor processor) {
        String other = processor.extension.equals("java") ? "sdk-api-kotlin-gen" : "sdk-api-gen";
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().matches(other + "-\\d.*"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
