package dev.landlord.benchmarks.sidebyside;

import dev.landlord.benchmarks.Commands;
import dev.landlord.benchmarks.JournalSize;
import dev.landlord.benchmarks.WarmUp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Compares the arms: in each round every arm, in random order, gets a fresh process on a fresh server, is warmed up, and
 * does every workload.
 */
@Command(
        name = "side-by-side",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the same workloads on several implementations, in fresh processes,",
            "and writes the results, tables and plots."
        })
public final class SideBySide implements Callable<Integer> {
    private static final int WARM_UP_RUNS = 5_000;

    @Option(
            names = "--rounds",
            description =
                    "How often each implementation is measured, each time in a fresh process. Default: ${DEFAULT-VALUE}",
            defaultValue = "5")
    private int rounds;

    @Option(
            names = "--implementations",
            split = ",",
            description = {
                "The implementations to measure: ${COMPLETION-CANDIDATES}.",
                "Default: all but java_virtual_thread and java_platform_thread, which need JDK 21"
            })
    private List<Arm> arms = Arm.DEFAULTS;

    @Option(names = "--workloads", split = ",", description = "Default: all of ${COMPLETION-CANDIDATES}")
    private List<Workload> workloads = List.of(Workload.values());

    @Option(
            names = "--in-flight",
            split = ",",
            description =
                    "How many runs are in progress at a time, 1 or more; each value is measured by itself. Default: ${DEFAULT-VALUE}",
            defaultValue = "16,1")
    private List<Integer> inFlight;

    @Option(
            names = "--share",
            description = "A factor for the numbers of runs that are measured. Default: 1",
            defaultValue = "1")
    private double share;

    @Option(
            names = "--out",
            description = "The folder for the results. Default: ${DEFAULT-VALUE}",
            defaultValue = "benchmarks/target/side-by-side")
    private Path out;

    public static void main(String[] arguments) {
        Commands.run(new SideBySide(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        // NaN is not more than 0 either.
        if (rounds < 1 || !(share > 0 && share <= 100) || inFlight.stream().anyMatch(each -> each < 1)) {
            System.err.printf(
                    "--rounds, --share, --in-flight: expected more than 0, and a share of at most 100, got %d, %s, %s%n",
                    rounds, share, inFlight);
            return 2;
        }
        Results results = Results.create(out);
        Random random = new Random();
        for (int round = 1; round <= rounds; round++) {
            List<Arm> order = new ArrayList<>(arms);
            Collections.shuffle(order, random);
            for (Arm arm : order) {
                long start = System.nanoTime();
                List<Sample> samples = measure(arm, round);
                results.add(samples);
                System.out.printf(
                        "round %d of %d, %-18s %4.0f s  %s%n",
                        round, rounds, arm.id(), (System.nanoTime() - start) / 1e9, summary(samples));
            }
        }
        new Report(results).write();
        System.out.println("results, tables and plots are in " + out);
        return 0;
    }

    private static String summary(List<Sample> samples) {
        Map<Workload, StringBuilder> texts = new EnumMap<>(Workload.class);
        for (Sample sample : samples) {
            StringBuilder text = texts.computeIfAbsent(sample.workload(), each -> new StringBuilder(each.id() + ":"));
            text.append(String.format(" %.0f/s at %d", sample.perSecond(), sample.inFlight()));
        }
        return String.join(", ", texts.values());
    }

    private List<Sample> measure(Arm arm, int round) throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        try (Backend backend = Backend.start(arm.backend);
                ServiceProcess service =
                        ServiceProcess.start(arm, backend.arguments(), out.resolve(arm.id() + ".log"))) {
            URI callers = backend.connect(service.port());
            Load load = new Load(callers);
            WarmUp.untilCompiled(service.id(), () -> load.run(arm, Workload.TEN_STEPS, WARM_UP_RUNS, 16));
            for (Workload workload : workloads) {
                int some = Math.max(16, scaled(workload.runs(16) / 2));
                WarmUp.untilCompiled(service.id(), () -> load.run(arm, workload, some, 16));
                for (int together : inFlight) {
                    int runs = scaled(workload.runs(together));
                    ProcessorTime before = ProcessorTime.now(service.id());
                    Load.Seen seen = load.run(arm, workload, runs, together);
                    ProcessorTime used = ProcessorTime.now(service.id()).since(before);
                    JournalSize journal = backend.journal(arm.prefix + workload.service, load.lastKey());
                    samples.add(new Sample(
                            arm,
                            round,
                            workload,
                            together,
                            runs,
                            seen.perSecond(),
                            seen.medianMillis(),
                            seen.p99Millis(),
                            used.service() / runs,
                            used.server() / runs,
                            journal.entries(),
                            journal.bytes()));
                }
            }
        }
        return samples;
    }

    private int scaled(int runs) {
        return Math.max(1, (int) (runs * share));
    }
}
