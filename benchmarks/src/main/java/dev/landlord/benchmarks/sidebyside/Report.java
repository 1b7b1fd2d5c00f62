package dev.landlord.benchmarks.sidebyside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** The tables and plots of {@link Results}: {@code tables.md}, and one SVG file for each number of runs in flight. */
final class Report {
    private final Results results;

    Report(Results results) {
        this.results = results;
    }

    /** Writes the report of earlier results again. The argument is their folder. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1 || !Files.isRegularFile(Path.of(arguments[0], Results.FILE))) {
            System.err.println("report: expected a folder with " + Results.FILE + ", got " + List.of(arguments));
            System.exit(2);
        }
        new Report(Results.read(Path.of(arguments[0]))).write();
    }

    void write() throws IOException {
        Files.writeString(results.folder().resolve("tables.md"), tables());
        for (int together : inFlight()) {
            Path file = results.folder().resolve(together == 1 ? "alone.svg" : together + "-in-flight.svg");
            Files.writeString(file, Plot.svg(this, together));
        }
    }

    /** The tables as Markdown: the comparison first, then the figures of each workload. */
    String tables() {
        StringBuilder text = new StringBuilder();
        List<String> machine = new ArrayList<>();
        results.environment().forEach((name, value) -> machine.add(name + ": " + value));
        long rounds =
                results.samples().stream().mapToInt(Sample::round).distinct().count();
        text.append(String.join(", ", machine))
                .append(", rounds: ")
                .append(rounds)
                .append(".\n");
        for (int together : inFlight()) {
            text.append("\n**Throughput, ")
                    .append(title(together))
                    .append(", compared with ")
                    .append(baseline().title)
                    .append("**\n\n|");
            workloads().forEach(workload -> text.append(" | ").append(workload.title));
            text.append(" |\n|---").append("|---".repeat(workloads().size())).append("|\n");
            for (Arm arm : arms()) {
                text.append("| ").append(arm.title);
                for (Workload workload : workloads()) {
                    text.append(" | ").append(compared(arm, workload, together));
                }
                text.append(" |\n");
            }
        }
        for (Workload workload : workloads()) {
            for (int together : inFlight()) {
                text.append("\n**").append(workload.title).append(", ").append(title(together));
                text.append("**\n\n| | runs/s | median, ms | 99th percentile, ms ")
                        .append("| processor time of a run, ms: service + server | journal: entries, bytes |\n")
                        .append("|---|---|---|---|---|---|\n");
                for (Arm arm : arms()) {
                    row(text, arm, workload, together);
                }
            }
        }
        return text.toString();
    }

    private static String title(int together) {
        return together == 1 ? "one run at a time" : together + " runs in flight";
    }

    private String compared(Arm arm, Workload workload, int together) {
        return ratio(arm, workload, together, Sample::perSecond)
                .map(Ratio::toString)
                .orElse("");
    }

    private void row(StringBuilder text, Arm arm, Workload workload, int together) {
        List<Sample> samples = samples(arm, workload, together);
        if (samples.isEmpty()) {
            return;
        }
        Sample last = samples.get(samples.size() - 1);
        text.append(String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %s | %s |\n",
                arm.title,
                median(samples, Sample::perSecond),
                median(samples, Sample::medianMillis),
                median(samples, Sample::p99Millis),
                processorTime(arm, samples),
                last.entries() == 0 ? "" : last.entries() + ", " + last.bytes()));
    }

    /** Without that of PostgreSQL, whose processes come and go. */
    private static String processorTime(Arm arm, List<Sample> samples) {
        String service = String.format(Locale.ROOT, "%.2f", median(samples, Sample::serviceCpuMillis));
        return arm.backend == Backend.Kind.POSTGRES
                ? service + " + not measured"
                : String.format(Locale.ROOT, "%s + %.2f", service, median(samples, Sample::serverCpuMillis));
    }

    /** The hand-written Kotlin service; without results of it, the first arm. */
    Arm baseline() {
        return arms().get(0);
    }

    /** Compares the arm with the baseline in the same rounds; empty if no round has both. */
    Optional<Ratio> ratio(Arm arm, Workload workload, int together, ToDoubleFunction<Sample> value) {
        List<Double> ratios = new ArrayList<>();
        for (Sample own : samples(arm, workload, together)) {
            samples(baseline(), workload, together).stream()
                    .filter(other -> other.round() == own.round())
                    .forEach(other -> ratios.add(value.applyAsDouble(own) / value.applyAsDouble(other)));
        }
        return ratios.isEmpty() ? Optional.empty() : Optional.of(Ratio.of(ratios));
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
        return new Median().evaluate(samples.stream().mapToDouble(value).toArray());
    }

    private List<Sample> samples(Arm arm, Workload workload, int together) {
        return results.samples().stream()
                .filter(each -> each.arm() == arm && each.workload() == workload && each.inFlight() == together)
                .toList();
    }

    List<Arm> arms() {
        return List.of(Arm.values()).stream()
                .filter(arm -> results.samples().stream().anyMatch(each -> each.arm() == arm))
                .toList();
    }

    List<Workload> workloads() {
        return List.of(Workload.values()).stream()
                .filter(workload -> results.samples().stream().anyMatch(each -> each.workload() == workload))
                .toList();
    }

    private List<Integer> inFlight() {
        return List.copyOf(new LinkedHashSet<>(
                results.samples().stream().map(Sample::inFlight).sorted().toList()));
    }
}
