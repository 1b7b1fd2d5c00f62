package dev.landlord.benchmarks.sidebyside;

import dev.landlord.benchmarks.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs all workloads again and again on the same services, and checks that their heaps and threads do not grow. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs all workloads on a service in Kotlin and on one in Java, again and again.",
            "Fails if their heaps or their numbers of threads grow."
        })
public final class Soak implements Callable<Integer> {
    private static final List<Arm> ARMS = List.of(Arm.KOTLIN, Arm.JAVA);

    /** A heap differs a little from one collection to the next; one run that is kept is about 9 KB. */
    private static final double HEAP_TOLERANCE = 1.1;

    /** Pools start more threads when more blocks and branches happen to run at a time; that ends at their limits. */
    private static final int THREAD_TOLERANCE = 24;

    @Option(
            names = "--seconds",
            description = "How long it runs, in seconds, 30 or more. Default: ${DEFAULT-VALUE}",
            defaultValue = "1800")
    private int seconds;

    public static void main(String[] arguments) {
        Commands.run(new Soak(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        if (seconds < 30) {
            System.err.printf("--seconds: expected 30 or more, got %d%n", seconds);
            return 2;
        }
        Map<Arm, List<ProcessState>> states = new EnumMap<>(Arm.class);
        Path logs = Files.createTempDirectory("soak");
        try (Restate restate = new Restate(Restate.ONE_PARTITION);
                Services services = new Services(restate, logs)) {
            // The first rounds load classes and fill caches.
            long warmUp = Duration.ofSeconds(Math.min(seconds / 3, 120)).toNanos();
            long start = System.nanoTime();
            int runs = 0;
            while (System.nanoTime() - start < Duration.ofSeconds(seconds).toNanos() || isTooFew(states)) {
                for (Arm arm : ARMS) {
                    runs += services.round(arm);
                }
                long taken = System.nanoTime() - start;
                boolean isWarm = taken > warmUp;
                for (Arm arm : ARMS) {
                    ProcessState state = services.state(arm);
                    if (isWarm) {
                        states.computeIfAbsent(arm, each -> new ArrayList<>()).add(state);
                    }
                    System.out.printf(
                            "%5.0f s, %8d runs, %-6s %s%s%n",
                            taken / 1e9, runs, arm.id(), state, isWarm ? "" : " (warm-up)");
                }
            }
        }
        boolean areFlat = true;
        for (Arm arm : ARMS) {
            areFlat &= areFlat(arm, states.getOrDefault(arm, List.of()));
        }
        return areFlat ? 0 : 1;
    }

    static boolean areFlat(Arm arm, List<ProcessState> states) {
        boolean isHeapFlat = isFlat(arm, "heap in MB", states, ProcessState::heapMegabytes, HEAP_TOLERANCE, 0.5);
        return isFlat(arm, "threads", states, ProcessState::threads, 1, THREAD_TOLERANCE) && isHeapFlat;
    }

    /** On a slow machine, a round may take longer than a third of the time. */
    private static boolean isTooFew(Map<Arm, List<ProcessState>> states) {
        return states.getOrDefault(ARMS.get(0), List.of()).size() < 3;
    }

    /** Compares the medians of the first and of the last third. */
    private static boolean isFlat(
            Arm arm,
            String title,
            List<ProcessState> states,
            ToDoubleFunction<ProcessState> value,
            double factor,
            double summand) {
        int third = states.size() / 3;
        double first = median(states.subList(0, third), value);
        double last = median(states.subList(states.size() - third, states.size()), value);
        boolean isFlat = last <= first * factor + summand;
        System.out.printf(
                "%-6s %-10s first third %.1f, last third %.1f: %s%n",
                arm.id(), title, first, last, isFlat ? "flat" : "GROWS");
        return isFlat;
    }

    private static double median(List<ProcessState> states, ToDoubleFunction<ProcessState> value) {
        return Commands.median(states.stream().mapToDouble(value).boxed().toList());
    }

    /** The services, and the callers of each. */
    private static final class Services implements AutoCloseable {
        private static final int IN_FLIGHT = 16;

        /** Of the runs that the comparison measures: so many take about a second. */
        private static final int SHARE = 20;

        private final Map<Arm, ServiceProcess> processes = new EnumMap<>(Arm.class);
        private final Map<Arm, ProcessState.Reader> readers = new EnumMap<>(Arm.class);
        private final Map<Arm, Load> loads = new EnumMap<>(Arm.class);

        Services(Restate restate, Path logs) throws Exception {
            for (Arm arm : ARMS) {
                ServiceProcess process =
                        ServiceProcess.start(arm, restate.arguments(), logs.resolve(arm.id() + ".log"));
                processes.put(arm, process);
                readers.put(arm, new ProcessState.Reader(process.id()));
                loads.put(arm, new Load(restate.connect(process.port())));
            }
        }

        /** Runs every workload; returns how many runs that were. */
        int round(Arm arm) throws InterruptedException {
            int all = 0;
            for (Workload workload : Workload.values()) {
                int runs = workload.runs(IN_FLIGHT) / SHARE;
                loads.get(arm).run(arm, workload, runs, IN_FLIGHT);
                all += runs;
            }
            return all;
        }

        ProcessState state(Arm arm) {
            return readers.get(arm).read();
        }

        @Override
        public void close() throws IOException {
            for (ProcessState.Reader reader : readers.values()) {
                reader.close();
            }
            processes.values().forEach(ServiceProcess::close);
        }
    }
}
