package dev.landlord.workflow.testing.bytecode;

import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.MDC;

/** Workflows in Java, each with one fault. */
public final class JavaMutants {
    private JavaMutants() {}

    /** A workflow whose result is not interesting. */
    abstract static class Mutant implements WorkflowBody<String, String> {
        @Override
        public String run(Workflow wf, String input) throws Exception {
            play(wf);
            return input;
        }

        abstract void play(Workflow wf) throws Exception;

        static void name(Workflow wf, Object value) {
            wf.step("value " + value, () -> {});
        }
    }

    public static final class Clock extends Mutant {
        @Override
        void play(Workflow wf) {
            name(wf, Instant.now());
        }
    }

    public static final class ClockOfHelper extends Mutant {
        @Override
        void play(Workflow wf) {
            name(wf, new Deadlines().next());
        }

        private static final class Deadlines {
            String next() {
                return today() + "T" + System.nanoTime();
            }

            private static LocalDate today() {
                return LocalDate.now(ZoneId.of("UTC"));
            }
        }
    }

    public static final class OldDate extends Mutant {
        @Override
        void play(Workflow wf) {
            name(wf, new Date().getTime());
        }
    }

    public static final class MathRandom extends Mutant {
        @Override
        void play(Workflow wf) {
            name(wf, Math.random());
        }
    }

    public static final class NewRandom extends Mutant {
        @Override
        void play(Workflow wf) {
            name(wf, new Random().nextLong());
        }
    }

    public static final class RandomField extends Mutant {
        private static final SecureRandom RANDOM = new SecureRandom();

        @Override
        void play(Workflow wf) {
            name(wf, RANDOM.nextLong());
        }
    }

    public static final class RandomUuid extends Mutant {
        @Override
        void play(Workflow wf) {
            Stream.generate(UUID::randomUUID).limit(1).forEach(id -> name(wf, id));
        }
    }

    public static final class UuidInBranch extends Mutant {
        @Override
        void play(Workflow wf) {
            wf.parallel(() -> wf.step("left", () -> {}), () -> wf.step("right " + UUID.randomUUID(), () -> {}));
        }
    }

    public static final class ClockInSaga extends Mutant {
        @Override
        void play(Workflow wf) {
            wf.saga(() -> {
                wf.compensateWith("undo", () -> wf.step("undo " + Instant.now(), () -> {}));
                wf.step("work", () -> {});
            });
        }
    }

    public static final class ClockInRace extends Mutant {
        @Override
        void play(Workflow wf) {
            wf.race(List.of(
                    () -> wf.step("fast " + System.nanoTime(), String.class, () -> "a"),
                    () -> wf.withTimeout(Duration.ofSeconds(1), () -> wf.step("slow", String.class, () -> "b"))));
        }
    }

    public static final class Asynchronous extends Mutant {
        @Override
        void play(Workflow wf) throws Exception {
            name(wf, CompletableFuture.supplyAsync(() -> "done").get());
        }
    }

    public static final class ThreadName extends Mutant {
        @Override
        void play(Workflow wf) {
            name(wf, Thread.currentThread().getId());
        }
    }

    public static final class ParallelStream extends Mutant {
        @Override
        void play(Workflow wf) {
            name(wf, List.of(1, 2).parallelStream().map(String::valueOf).collect(Collectors.joining()));
        }
    }

    public static final class ReadsFile extends Mutant {
        @Override
        void play(Workflow wf) {
            name(wf, Files.exists(Path.of("limits.txt")));
        }
    }

    public static final class Environment extends Mutant {
        @Override
        void play(Workflow wf) {
            name(wf, System.getenv("REGION") + System.getProperty("region"));
        }
    }

    public static final class DefaultLocale extends Mutant {
        @Override
        void play(Workflow wf) {
            name(wf, Locale.getDefault() + " " + ZoneId.systemDefault());
        }
    }

    public static final class PerThread extends Mutant {
        private static final ThreadLocal<Integer> VALUE = ThreadLocal.withInitial(() -> 0);

        @Override
        void play(Workflow wf) {
            name(wf, VALUE.get());
            VALUE.set(1);
        }
    }

    public static final class LogContext extends Mutant {
        @Override
        void play(Workflow wf) {
            MDC.put("key", wf.workflowId());
            wf.step("work", () -> {});
        }
    }

    public static final class StaticCounter extends Mutant {
        private static int runs;

        @Override
        void play(Workflow wf) {
            name(wf, runs++);
        }
    }

    public static final class FieldCounter extends Mutant {
        private int runs;

        @Override
        void play(Workflow wf) {
            runs++;
            name(wf, runs);
        }
    }

    public static final class AtomicCounter extends Mutant {
        private static final AtomicInteger RUNS = new AtomicInteger();

        @Override
        void play(Workflow wf) {
            name(wf, RUNS.incrementAndGet());
        }
    }

    public static final class HashSetOrder extends Mutant {
        @Override
        void play(Workflow wf) {
            Set<Object> parts = new HashSet<>();
            for (int part = 0; part < 20; part++) parts.add(new Object());
            int last = 0;
            for (Object part : parts) last = 31 * last + part.toString().length();
            wf.step("parts " + last, () -> {});
        }
    }

    public static final class SetOfOrder extends Mutant {
        @Override
        void play(Workflow wf) {
            Set.of("a", "b", "c").forEach(part -> wf.step(part, () -> {}));
        }
    }

    public static final class SetOfField extends Mutant {
        private static final Set<String> REGIONS = Set.of("eu", "us");

        @Override
        void play(Workflow wf) {
            for (String region : REGIONS) wf.step(region, () -> {});
        }
    }

    public static final class HashMapOrder extends Mutant {
        @Override
        void play(Workflow wf) {
            for (Map.Entry<String, Integer> entry : counts().entrySet()) wf.step(entry.getKey(), () -> {});
        }

        private static Map<String, Integer> counts() {
            Map<String, Integer> counts = new HashMap<>();
            counts.put("a", 1);
            counts.put("b", 2);
            return counts;
        }
    }

    public static final class CollectedOrder extends Mutant {
        @Override
        void play(Workflow wf) {
            Set<String> parts = Stream.of("a", "b").collect(Collectors.toSet());
            wf.parallel(parts.stream()
                    .map(part -> (java.util.concurrent.Callable<String>) () -> part)
                    .toList());
        }
    }

    public static final class IdentityHash extends Mutant {
        @Override
        void play(Workflow wf) {
            name(wf, System.identityHashCode(new Object()));
        }
    }

    public static final class SynchronizedBlock extends Mutant {
        @Override
        void play(Workflow wf) {
            synchronized (this) {
                name(wf, "");
            }
        }
    }

    public static final class SynchronizedMethod extends Mutant {
        @Override
        synchronized void play(Workflow wf) {
            wf.step("work", () -> {});
        }
    }

    public static final class HeldLock extends Mutant {
        private final ReentrantLock lock = new ReentrantLock();

        @Override
        void play(Workflow wf) {
            lock.lock();
            try {
                wf.step("work", () -> {});
            } finally {
                lock.unlock();
            }
        }
    }

    public static final class WorkflowInStep extends Mutant {
        @Override
        void play(Workflow wf) {
            wf.step("outer", () -> wf.step("inner", () -> {}));
        }
    }

    public static final class WorkflowOfObject extends Mutant {
        @Override
        void play(Workflow wf) {
            new Player(wf).play();
        }

        private static final class Player {
            private final Workflow wf;

            Player(Workflow wf) {
                this.wf = wf;
            }

            void play() {
                wf.step("outer", this::inner);
            }

            private void inner() {
                wf.step("inner", () -> {});
            }
        }
    }

    public static final class CatchesThrowable extends Mutant {
        @Override
        void play(Workflow wf) {
            try {
                wf.step("work", () -> {});
            } catch (Throwable failure) {
                wf.log().warn(() -> "failed: " + failure);
            }
        }
    }

    public static final class WrapsError extends Mutant {
        @Override
        void play(Workflow wf) {
            try {
                name(wf, "");
            } catch (Error failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    public static final class ReturnsInFinally extends Mutant {
        @Override
        @SuppressWarnings("finally")
        void play(Workflow wf) {
            try {
                wf.step("work", () -> {});
            } finally {
                return;
            }
        }
    }

    public static final class VerbInFinally extends Mutant {
        @Override
        void play(Workflow wf) {
            try {
                wf.step("work", () -> {});
            } finally {
                wf.step("clean up", () -> {});
            }
        }
    }

    public static final class EndsProcess extends Mutant {
        @Override
        void play(Workflow wf) {
            if (wf.workflowId().isEmpty()) System.exit(1);
        }
    }

    public static final class AssignedInStep extends Mutant {
        @Override
        void play(Workflow wf) {
            String[] token = {"none"};
            wf.step("log in", () -> {
                token[0] = "t";
            });
            name(wf, token[0]);
        }
    }

    /** The check does not know the lambda that a test or a framework passes to the constructor. */
    public static final class InjectedLambda extends Mutant {
        private final Supplier<String> ids;

        public InjectedLambda(Supplier<String> ids) {
            this.ids = ids;
        }

        @Override
        void play(Workflow wf) {
            name(wf, ids.get());
        }
    }

    /** Of two implementations the check follows none. */
    public static final class ServiceOutsideStep extends Mutant {
        interface Ids {
            String next();
        }

        static final class RandomIds implements Ids {
            @Override
            public String next() {
                return UUID.randomUUID().toString();
            }
        }

        static final class FixedIds implements Ids {
            @Override
            public String next() {
                return "1";
            }
        }

        private final Ids ids = List.<Ids>of(new RandomIds(), new FixedIds()).get(0);

        @Override
        void play(Workflow wf) {
            name(wf, ids.next());
        }
    }
}
