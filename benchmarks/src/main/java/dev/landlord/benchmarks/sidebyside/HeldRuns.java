package dev.landlord.benchmarks.sidebyside;

import dev.landlord.benchmarks.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Measures the heap that a service holds for a run that waits and is not suspended yet. */
@Command(
        name = "held-runs",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the heap that a service holds for a run that has just begun to wait,",
            "with its stream, until Restate or the server suspends it."
        })
public final class HeldRuns implements Callable<Integer> {
    private static final List<Arm> ARMS = List.of(Arm.HAND_WRITTEN, Arm.KOTLIN, Arm.JAVA);

    /** The server of workflows suspends a run after a second, and sooner if 200 wait. */
    private static final int RUNS = 150;

    private static final int ATTEMPTS = 20;

    public static void main(String[] arguments) {
        Commands.run(new HeldRuns(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        for (Arm arm : ARMS) {
            System.out.printf("%-34s %.1f KB for each run that waits%n", arm.title, measure(arm));
        }
        return 0;
    }

    private static double measure(Arm arm) throws Exception {
        Path log = Files.createTempFile("held-runs", ".log");
        try (Restate restate = new Restate(Restate.ONE_PARTITION);
                ServiceProcess service = ServiceProcess.start(arm, restate.arguments(), log);
                ProcessState.Reader state = new ProcessState.Reader(service.id())) {
            Load load = new Load(restate.connect(service.port()));
            load.run(arm, Workload.TEN_STEPS, 2_000, 16);
            WaitingRuns runs = new WaitingRuns(restate, arm);
            List<Double> kilobytes = new ArrayList<>();
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                double before = state.read().heapMegabytes();
                for (int run = 0; run < RUNS; run++) {
                    runs.start(attempt + "-" + run, 1);
                }
                // All have done their step when Restate has nothing to tell them.
                Thread.sleep(200);
                double held = state.read().heapMegabytes() - before;
                boolean areHeld = runs.count("running") == RUNS;
                for (int run = 0; run < RUNS; run++) {
                    runs.release(attempt + "-" + run);
                }
                // The first attempts load classes.
                if (areHeld && attempt > 2) {
                    kilobytes.add(held * 1000 / RUNS);
                }
            }
            if (kilobytes.isEmpty()) {
                throw new IllegalStateException("in " + ATTEMPTS + " attempts some runs of " + arm.id()
                        + " were suspended before their heap was measured");
            }
            return Commands.median(kilobytes);
        }
    }
}
