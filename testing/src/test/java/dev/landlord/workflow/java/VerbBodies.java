package dev.landlord.workflow.java;

import dev.landlord.workflow.Approval;
import dev.landlord.workflow.ApprovalTimedOut;
import dev.landlord.workflow.Approved;
import dev.landlord.workflow.Awakeable;
import dev.landlord.workflow.Decision;
import dev.landlord.workflow.Invocation;
import dev.landlord.workflow.Promise;
import dev.landlord.workflow.Query;
import dev.landlord.workflow.RetryPolicy;
import dev.landlord.workflow.Signal;
import dev.landlord.workflow.State;
import dev.landlord.workflow.contract.Errands;
import dev.restate.sdk.common.TerminalException;
import dev.restate.serde.TypeRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Bodies in Java that use each verb; {@code JavaVerbsTest} has their twins in Kotlin. */
public final class VerbBodies {
    private VerbBodies() {}

    /** What a step gives: a record. */
    public record Size(int cores, List<String> disks) {}

    /** The body of one test, with everything that a workflow declares. */
    public abstract static class Body implements WorkflowBody<String, String> {
        public final Approval<Integer> finance = Approval.of(Integer.class);
        public final Approval<Void> legal = Approval.of();
        public final Signal<String> resized = Signal.of(String.class);
        public final Query<String> progress = Query.of(String.class);
        public final Promise<String> ready = Promise.of(String.class);
        public final State<Integer> count = State.of(Integer.class);
    }

    /** A body of its own for each verb. */
    public static Map<String, Body> all() {
        return Map.ofEntries(
                Map.entry("steps", new Body() {
                    @Override
                    public String run(Workflow wf, String input) {
                        wf.step("no result", () -> {});
                        String text = wf.step("text", String.class, () -> "text of " + input);
                        Size size = wf.step("record", Size.class, () -> new Size(2, List.of("a")));
                        List<Size> sizes = wf.step("list", new TypeRef<List<Size>>() {}, () -> List.of(size, size));
                        int number = wf.step("int", Integer.class, StepOptions.withRetry(RetryPolicy.NONE), () -> 7);
                        wf.step("limited", StepOptions.withTimeout(Duration.ofSeconds(5)), () -> {});
                        return text + size.cores() + sizes.size() + number;
                    }
                }),
                Map.entry("undo", new Body() {
                    @Override
                    public String run(Workflow wf, String input) {
                        wf.compensate("first", () -> {});
                        wf.compensateWith("second", () -> {
                            wf.step("of the undo body", () -> {});
                            wf.sleep(Duration.ofMillis(5));
                        });
                        wf.compensate("third", StepOptions.withRetry(RetryPolicy.NONE), () -> {});
                        throw new dev.restate.sdk.common.TerminalException(418, "enough");
                    }
                }),
                Map.entry("decisions", new Body() {
                    @Override
                    public String run(Workflow wf, String input) {
                        int budget = wf.awaitApproval(
                                finance.request().withSubject("chairs").withRequestedBy("bob"), pending -> {});
                        Void none = wf.awaitApproval(legal);
                        Decision<Integer> again = wf.awaitDecision(finance);
                        return budget + " " + none + " "
                                + (again instanceof Approved<Integer> yes ? yes.getValue() : -1);
                    }
                }),
                Map.entry("reminders", new Body() {
                    @Override
                    public String run(Workflow wf, String input) {
                        Reminders daily = Reminders.every(Duration.ofDays(1), pending -> {});
                        try {
                            return ""
                                    + wf.awaitApproval(
                                            finance.request().within(Duration.ofDays(3)), pending -> {}, daily);
                        } catch (ApprovalTimedOut none) {
                            return ""
                                    + wf.awaitDecision(
                                            finance.request().within(Duration.ofDays(3)), pending -> {}, daily);
                        }
                    }
                }),
                Map.entry("values", new Body() {
                    @Override
                    public String run(Workflow wf, String input) {
                        wf.publish(progress, "started");
                        wf.set(count, wf.get(count).orElse(0) + 1);
                        wf.set(count, wf.get(count).orElse(0) + 1);
                        String size = wf.awaitSignal(resized);
                        boolean first = wf.complete(ready, "go");
                        boolean second = wf.complete(ready, "no");
                        return size
                                + first
                                + second
                                + wf.await(ready)
                                + wf.get(count).orElse(-1);
                    }
                }),
                Map.entry("awakeable", new Body() {
                    @Override
                    public String run(Workflow wf, String input) {
                        Awakeable<Integer> payment = wf.awakeable(Integer.class);
                        wf.step("ask", () -> {});
                        return wf.await(payment) + " " + wf.await(payment);
                    }
                }),
                Map.entry("services", new Body() {
                    @Override
                    public String run(Workflow wf, String input) {
                        String now = wf.call(Errands.INSTANCE.greet("Ada"));
                        Invocation<String> sent = wf.send(Errands.INSTANCE.greet("Bob"));
                        Invocation<String> later = wf.send(Errands.INSTANCE.greet("Eve"), Duration.ofMillis(10));
                        String attached = wf.attach(sent);
                        wf.cancel(later);
                        return now + attached;
                    }
                }),
                Map.entry("branches", new Body() {
                    @Override
                    public String run(Workflow wf, String input) {
                        String joined = wf.parallel(
                                () -> wf.step("left", String.class, () -> "l"),
                                () -> wf.step("right", Integer.class, () -> 2),
                                (left, right) -> left + right);
                        List<String> seen = new ArrayList<>();
                        wf.parallel(
                                () -> seen.add(wf.step("one", String.class, () -> "1")),
                                () -> seen.add(wf.step("two", String.class, () -> "2")));
                        List<String> each = wf.forEachParallel(
                                List.of("x", "y", "z"), item -> wf.step("item", String.class, () -> item));
                        String first = wf.race(() -> wf.step("quick", String.class, () -> "quick"), () -> {
                            wf.sleep(Duration.ofHours(1));
                            return "slow";
                        });
                        wf.saga(() -> wf.step("in a saga", () -> {}));
                        wf.withTimeout(Duration.ofHours(1), () -> wf.step("in time", () -> {}));
                        return joined + seen.size() + each + first;
                    }
                }),
                Map.entry("polls", new Body() {
                    private int calls;

                    @Override
                    public String run(Workflow wf, String input) {
                        PollOptions often = PollOptions.of(Duration.ofMillis(10), Duration.ofSeconds(1));
                        wf.poll("ready", often.factor(2).atMost(Duration.ofMillis(30)), () -> ++calls % 3 == 0);
                        wf.poll("list", new TypeRef<List<Integer>>() {}, often, () -> List.of(1));
                        return wf.poll("address", String.class, often, () -> ++calls % 3 == 0 ? "here" : null);
                    }
                }),
                Map.entry("continue", new Body() {
                    @Override
                    public String run(Workflow wf, String input) {
                        wf.continueAs("next", "more", Duration.ofHours(1));
                        return wf.workflowId();
                    }
                }));
    }

    /** A step may give {@code null}. */
    public static final class Null extends Body {
        @Override
        public String run(Workflow wf, String input) {
            return "got " + wf.step("null", String.class, () -> null);
        }
    }

    /** Gives {@code null} where a value is required: as the result, or for the promise that the input asks for. */
    public static final class Missing extends Body {
        @Override
        public String run(Workflow wf, String input) {
            wf.compensate("undo", () -> {});
            if (input.equals("promise")) {
                wf.complete(ready, null);
            }
            return null;
        }
    }

    /** Uses one log everywhere: in a step, in branches, on another thread and in an undo action. */
    public static final class Logging extends Body {
        @Override
        public String run(Workflow wf, String input) {
            WorkflowLogger log = wf.log();
            log.info("body");
            wf.step("step", () -> log.info("step"));
            wf.parallel(() -> log.info("branch"), () -> log.info("other branch"));
            wf.step("thread", () -> {
                Thread thread = new Thread(() -> log.info("thread"));
                thread.start();
                thread.join();
            });
            wf.compensate("undo", () -> log.info("undo"));
            throw new TerminalException("end");
        }
    }

    /** Uses the value of a step that has none. */
    public static final class Nothing extends Body {
        @Override
        public String run(Workflow wf, String input) {
            Void nothing = wf.step("nothing", Void.class, () -> null);
            return "got " + nothing;
        }
    }
}
