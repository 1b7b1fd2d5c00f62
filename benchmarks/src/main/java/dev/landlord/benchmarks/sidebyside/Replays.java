package dev.landlord.benchmarks.sidebyside;

import dev.landlord.benchmarks.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how long a long run takes from the end of a wait to its end: Restate sends its journal, and it is replayed. */
@Command(
        name = "replays",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lets runs with many steps wait until they are suspended, and measures how",
            "long each takes from the end of the wait to its own end, replay included."
        })
public final class Replays implements Callable<Integer> {
    private static final List<Arm> ARMS = List.of(Arm.HAND_WRITTEN, Arm.KOTLIN, Arm.JAVA);
    private static final int RUNS = 5;

    @Option(
            names = "--steps",
            description = "How many steps a run has. Default: ${DEFAULT-VALUE}",
            defaultValue = "10000")
    private int steps;

    @Option(
            names = "--rounds",
            description = "How often each is measured, each time in a fresh process. Default: ${DEFAULT-VALUE}",
            defaultValue = "5")
    private int rounds;

    public static void main(String[] arguments) {
        Commands.run(new Replays(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        if (steps < 1 || rounds < 1) {
            System.err.printf("--steps, --rounds: expected 1 or more, got %d, %d%n", steps, rounds);
            return 2;
        }
        Map<Arm, List<Double>> millis = new EnumMap<>(Arm.class);
        for (int round = 1; round <= rounds; round++) {
            List<Arm> order = new ArrayList<>(ARMS);
            Collections.shuffle(order);
            for (Arm arm : order) {
                double median = measure(arm);
                millis.computeIfAbsent(arm, each -> new ArrayList<>()).add(median);
                System.out.printf("round %d of %d, %-13s %6.0f ms%n", round, rounds, arm.id(), median);
            }
        }
        for (Arm arm : ARMS) {
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                ratios.add(millis.get(arm).get(round)
                        / millis.get(Arm.HAND_WRITTEN).get(round));
            }
            System.out.printf(
                    "%,d steps, %-34s %6.0f ms, compared with hand-written Kotlin %s%n",
                    steps, arm.title, Commands.median(millis.get(arm)), Ratio.of(ratios));
        }
        return 0;
    }

    /** The median of some runs of a fresh process; the first replay loads classes, and does not count. */
    private double measure(Arm arm) throws Exception {
        Path log = Files.createTempFile("replays", ".log");
        try (Restate restate = new Restate(Restate.ONE_PARTITION);
                ServiceProcess service = ServiceProcess.start(arm, restate.arguments(), log)) {
            restate.connect(service.port());
            WaitingRuns runs = new WaitingRuns(restate, arm);
            for (int run = 0; run < RUNS; run++) {
                runs.start("run-" + run, steps);
            }
            runs.await(RUNS, "suspended");
            List<Double> millis = new ArrayList<>();
            for (int run = 0; run < RUNS; run++) {
                long start = System.nanoTime();
                runs.release("run-" + run);
                millis.add((System.nanoTime() - start) / 1e6);
            }
            return Commands.median(millis.subList(1, RUNS));
        }
    }
}
