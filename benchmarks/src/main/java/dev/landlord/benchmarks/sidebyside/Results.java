package dev.landlord.benchmarks.sidebyside;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The raw results of a comparison, in the file {@code results.json}, which is written after each process. */
final class Results {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    static final String FILE = "results.json";

    private final Path folder;
    private final Content content;

    /** What the file has. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Content(Map<String, String> environment, List<Sample> samples) {}

    private Results(Path folder, Content content) {
        this.folder = folder;
        this.content = content;
    }

    /** No results yet, for this folder, which is created. */
    static Results create(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new Results(folder, new Content(thisMachine(), new ArrayList<>()));
    }

    static Results read(Path folder) throws IOException {
        return new Results(folder, JSON.readValue(folder.resolve(FILE).toFile(), Content.class));
    }

    private static Map<String, String> thisMachine() {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("date", LocalDate.now().toString());
        machine.put("processor", processor());
        machine.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        machine.put("JDK", System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
        return machine;
    }

    /** The model, where Linux tells it. */
    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException unknown) {
            return "unknown";
        }
    }

    void add(List<Sample> samples) throws IOException {
        content.samples.addAll(samples);
        JSON.writeValue(folder.resolve(FILE).toFile(), content);
    }

    Path folder() {
        return folder;
    }

    Map<String, String> environment() {
        return content.environment;
    }

    List<Sample> samples() {
        return content.samples;
    }
}
