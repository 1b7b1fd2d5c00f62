package dev.landlord.workflow.testing.bytecode;

import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;
import dev.restate.sdk.common.TerminalException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Workflows in Java without a fault, with code that is similar to one. */
public final class CorrectBodies {
    private CorrectBodies() {}

    interface Cloud {
        String create(String name) throws Exception;
    }

    /** Everything that a body must not do, in the blocks of steps. */
    public static final class EverythingInSteps implements WorkflowBody<String, String> {
        private static final Map<String, String> CACHE = new ConcurrentHashMap<>();
        private final Cloud cloud;
        private int calls;

        public EverythingInSteps(Cloud cloud) {
            this.cloud = cloud;
        }

        @Override
        public String run(Workflow wf, String input) throws Exception {
            wf.compensate("remove", () -> Files.deleteIfExists(Path.of(input)));
            String id = wf.step("id", String.class, () -> UUID.randomUUID().toString());
            Callable<Long> clock = System::currentTimeMillis;
            long at = wf.step("clock", Long.class, clock);
            wf.step("state", () -> {
                calls++;
                CACHE.put(id, System.getenv("HOME"));
                Thread.sleep(1);
            });
            wf.step("from a method", String.class, newToken());
            audited(wf, "audited", () -> cloud.create(id + Math.random()));
            wf.step("method", this::impure);
            return id + at;
        }

        private void impure() {
            calls += (int) System.nanoTime();
        }

        private static Callable<String> newToken() {
            return () -> UUID.randomUUID().toString();
        }

        private static void audited(Workflow wf, String name, Callable<String> block) {
            String result = wf.step(name, String.class, () -> "audited " + block.call());
            wf.log().info(() -> "result at " + System.nanoTime() + result);
        }
    }

    /** Blocks that collections, arrays and objects keep until a step runs them. */
    public static final class KeptBlocks implements WorkflowBody<String, String> {
        record Job(String name, Callable<String> block) {}

        @Override
        public String run(Workflow wf, String input) throws Exception {
            List<Job> jobs = List.of(new Job("id", () -> UUID.randomUUID().toString()));
            for (Job job : jobs) wf.step(job.name(), String.class, job.block());
            ofList(wf);
            ofMap(wf);
            ofArray(wf);
            return input;
        }

        private static void ofList(Workflow wf) {
            List<Callable<String>> blocks = new ArrayList<>();
            blocks.add(() -> "" + System.nanoTime());
            blocks.add(() -> "" + Math.random());
            for (Callable<String> block : blocks) wf.step("work", String.class, block);
        }

        private static void ofMap(Workflow wf) {
            Map<String, Callable<String>> blocks = new LinkedHashMap<>();
            blocks.put("home", () -> System.getenv("HOME"));
            blocks.forEach((name, block) -> wf.step(name, String.class, block));
        }

        private static void ofArray(Workflow wf) {
            Callable<?>[] blocks = {System::nanoTime, Math::random};
            for (Callable<?> block : blocks) wf.step("work", Object.class, block::call);
        }
    }

    /** Collections in a known order. */
    public static final class KnownOrder implements WorkflowBody<String, String> {
        @Override
        public String run(Workflow wf, String input) {
            StringBuilder text = new StringBuilder();
            Map<String, Integer> counts = new LinkedHashMap<>();
            counts.put("b", 1);
            counts.forEach((name, count) -> text.append(name).append(count));
            Set<String> unordered = new HashSet<>(List.of("b", "a"));
            if (unordered.contains(input)) text.append(unordered.size());
            for (String name : new TreeSet<>(unordered)) text.append(name);
            unordered.stream().sorted().forEach(text::append);
            List<String> copy = new ArrayList<>(unordered);
            copy.sort(null);
            for (String name : copy) text.append(name);
            for (String name : new LinkedHashSet<>(List.of("x", "y"))) text.append(name);
            for (String name : Set.of("only")) text.append(name);
            Map<String, String> index = new HashMap<>();
            index.put("a", "b");
            text.append(index.get("a"));
            text.append(List.of("a", "b").stream().collect(Collectors.toSet()).size());
            return text.toString();
        }
    }

    /** Handlers, locks and clocks that are harmless. */
    public static final class Harmless implements WorkflowBody<String, String> {
        private static final int LIMIT = Integer.parseInt("3");
        private final Map<String, Integer> prices = Map.of("a", 1, "b", 2);

        @Override
        public String run(Workflow wf, String input) throws Exception {
            LocalDate today = LocalDate.now(Clock.fixed(wf.now(), ZoneOffset.UTC));
            int number = wf.random().nextInt(LIMIT);
            List<String> seen = new ArrayList<>();
            synchronized (seen) {
                seen.add(wf.uuid().toString());
            }
            try {
                wf.step("work", () -> {});
            } catch (TerminalException failure) {
                wf.step("refuse", () -> {});
            } finally {
                seen.clear();
            }
            try {
                wf.step("again", () -> {});
            } catch (Throwable failure) {
                seen.add("failed");
                throw failure;
            }
            try (StringReader reader = new StringReader(input)) {
                number += reader.read();
                wf.step("inside", () -> {});
            }
            try {
                number += Integer.parseInt(input);
            } catch (Throwable notANumber) {
                number++;
            }
            number += prices.getOrDefault(input, 0);
            return today + " " + number;
        }
    }
}
