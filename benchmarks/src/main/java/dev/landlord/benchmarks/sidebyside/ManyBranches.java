package dev.landlord.benchmarks.sidebyside;

import dev.landlord.benchmarks.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how long a run with many parallel branches takes, each of one step. */
@Command(
        name = "many-branches",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures how long a run takes whose branches all wait at the same time, by hand",
            "and with the DSL. The first run of a process loads classes and does not count."
        })
public final class ManyBranches implements Callable<Integer> {
    private static final List<Arm> ARMS = List.of(Arm.HAND_WRITTEN, Arm.KOTLIN, Arm.JAVA);

    private static final int ATTEMPTS = 3;

    @Option(
            names = "--branches",
            split = ",",
            description = "How many branches a run has, each number in turn. Default: ${DEFAULT-VALUE}",
            defaultValue = "100,1000,10000")
    private List<Integer> branches;

    @Option(
            names = "--rounds",
            description = "How often each is measured, each time in a fresh process. Default: ${DEFAULT-VALUE}",
            defaultValue = "3")
    private int rounds;

    public static void main(String[] arguments) {
        Commands.run(new ManyBranches(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        if (rounds < 1 || branches.stream().anyMatch(number -> number < 1)) {
            System.err.printf("--branches, --rounds: expected 1 or more, got %s, %d%n", branches, rounds);
            return 2;
        }
        for (int round = 1; round <= rounds; round++) {
            for (Arm arm : ARMS) {
                measure(round, arm);
            }
        }
        return 0;
    }

    private void measure(int round, Arm arm) throws Exception {
        Path log = Files.createTempFile("many-branches", ".log");
        try (Restate restate = new Restate(Restate.ONE_PARTITION);
                ServiceProcess service = ServiceProcess.start(arm, restate.arguments(), log)) {
            Requests requests = new Requests(restate.connect(service.port()));
            run(requests, arm, "warm-up", branches.get(0));
            for (int number : branches) {
                List<Double> all = new ArrayList<>();
                for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                    all.add(run(requests, arm, number + "-" + attempt, number));
                }
                double millis = Commands.median(all);
                System.out.printf(
                        "round %d of %d, %-13s %,7d branches %,9.0f ms, %6.0f µs each%n",
                        round, rounds, arm.id(), number, millis, millis * 1000 / number);
            }
        }
    }

    private static double run(Requests requests, Arm arm, String key, int number)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        requests.post("/" + arm.prefix + Workload.BRANCHES.service + "/" + key + "/run", Integer.toString(number), 200);
        return (System.nanoTime() - start) / 1e6;
    }
}
