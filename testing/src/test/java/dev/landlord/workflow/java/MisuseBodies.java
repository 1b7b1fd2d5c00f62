package dev.landlord.workflow.java;

import dev.restate.sdk.common.TerminalException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Bodies in Java that use their verbs as they must not. */
public final class MisuseBodies {
    private MisuseBodies() {}

    /** Passes {@code null} to the verb that the input names. */
    public static final class NullArgument implements WorkflowBody<String, String> {
        @Override
        @SuppressWarnings("NullAway")
        public String run(Workflow wf, String verb) {
            switch (verb) {
                case "step" -> wf.step(null, () -> {});
                case "sleep" -> wf.sleep(null);
                case "compensate" -> wf.compensate("undo", null);
                case "branch" -> wf.parallel(() -> wf.sleep(null), () -> {});
                default -> wf.withTimeout(Duration.ofSeconds(1), (ThrowingRunnable) null);
            }
            return verb;
        }
    }

    /** Calls a verb on another thread, which wraps the error. */
    public static final class VerbOnAnotherThread implements WorkflowBody<String, String> {
        @Override
        public String run(Workflow wf, String input) {
            wf.step("first", () -> {});
            return CompletableFuture.supplyAsync(() -> wf.uuid().toString()).join();
        }
    }

    /** Calls a verb in an undo action, which is retried without limit. */
    public static final class VerbInUndo implements WorkflowBody<String, String> {
        @Override
        public String run(Workflow wf, String input) {
            wf.compensate("undo", () -> wf.sleep(Duration.ofSeconds(1)));
            throw new TerminalException("undo it");
        }
    }

    /** Draws from the generator of the body in the block of a step. */
    public static final class RandomInStep implements WorkflowBody<String, Integer> {
        @Override
        public Integer run(Workflow wf, String input) {
            Random random = wf.random();
            random.nextInt();
            return wf.step(
                    "draw",
                    Integer.class,
                    StepOptions.withRetry(dev.landlord.workflow.RetryPolicy.NONE),
                    random::nextInt);
        }
    }

    /** Calls a verb under a monitor, and swallows what the verb throws. */
    public static final class UnderMonitor implements WorkflowBody<String, String> {
        private final Object lock = new Object();

        @Override
        public String run(Workflow wf, String input) {
            String result = "waited under a monitor";
            try {
                synchronized (lock) {
                    wf.sleep(Duration.ofSeconds(1));
                }
            } catch (IllegalStateException refused) {
                result = "swallowed";
            }
            wf.step("after", () -> {});
            return result;
        }
    }

    /** Keeps the verbs of its first run for the next one. */
    public static final class KeptVerbs implements WorkflowBody<String, String> {
        private @Nullable Workflow first;

        @Override
        public String run(Workflow wf, String input) {
            if (first == null) {
                first = wf;
            }
            first.step("step", () -> {});
            return input;
        }
    }
}
