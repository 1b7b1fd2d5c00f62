package dev.landlord.benchmarks.sidebyside;

import dev.landlord.benchmarks.Commands;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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

    private final HttpClient http = HttpClient.newHttpClient();

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
            URI base = restate.connect(service.port());
            run(base, arm, "warm-up", branches.get(0));
            for (int number : branches) {
                double millis = Stream.of("a", "b", "c")
                        .mapToDouble(key -> run(base, arm, number + key, number))
                        .sorted()
                        .toArray()[1];
                System.out.printf(
                        "round %d of %d, %-13s %,7d branches %,9.0f ms, %6.0f µs each%n",
                        round, rounds, arm.id(), number, millis, millis * 1000 / number);
            }
        }
    }

    private double run(URI base, Arm arm, String key, int number) {
        HttpRequest request = HttpRequest.newBuilder(
                        base.resolve("/" + arm.prefix + Workload.BRANCHES.service + "/" + key + "/run"))
                .timeout(Duration.ofMinutes(5))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(Integer.toString(number)))
                .build();
        long start = System.nanoTime();
        HttpResponse<String> answer =
                http.sendAsync(request, BodyHandlers.ofString()).join();
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(
                    request.uri() + ": expected status 200, got " + answer.statusCode() + " " + answer.body());
        }
        return (System.nanoTime() - start) / 1e6;
    }
}
