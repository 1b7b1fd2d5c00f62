package dev.landlord.workflow.testing.java;

import dev.landlord.workflow.java.WorkflowBody;
import dev.landlord.workflow.testing.JavaApi;
import dev.landlord.workflow.testing.ReplayOptions;
import dev.landlord.workflow.testing.ServiceAnswers;
import dev.landlord.workflow.testing.replay.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks guarantee G1 of a workflow: after a crash at any position, its replay requests the same operations.
 *
 * <pre>{@code
 * ReplayCheck.of(() -> new ProvisionTenant(new FakeCloud()))
 *         .inputs(new ProvisionRequest("acme"))
 *         .whenWaiting(actor -> actor.approve(p -> p.finance, "alice", new Budget(5)))
 *         .check();
 * }</pre>
 *
 * <p>Runs the workflow in memory, 250 times by default, with the inputs in turn. Each run has a schedule of its own: the
 * order in which pending operations end, crashes, a cancellation, a step that fails terminally. Then replays every prefix
 * of each journal from the start, on another thread, in another locale and time zone, and compares each operation and
 * the values that its block has captured. At the end of each replay the body is unwound, and must do nothing observable.
 *
 * <p>Each method changes this check and returns it.
 *
 * @param <B> the workflow class
 * @param <I> the input of the workflow
 * @param <O> the result of the workflow
 */
public final class ReplayCheck<B extends WorkflowBody<I, O>, I extends @Nullable Object, O extends @Nullable Object> {
    private final Supplier<? extends B> workflow;
    private final List<I> inputs = new ArrayList<>();
    private final List<String> json = new ArrayList<>();
    private ReplayOptions options = new ReplayOptions();

    /** The object of the current run; all objects have the same declarations. */
    private @Nullable B body;

    private ReplayCheck(Supplier<? extends B> workflow) {
        this.workflow = workflow;
    }

    /**
     * Creates a check.
     *
     * @param workflow creates the workflow with fakes; called several times for each run
     */
    public static <B extends WorkflowBody<I, O>, I extends @Nullable Object, O extends @Nullable Object>
            ReplayCheck<B, I, O> of(Supplier<B> workflow) {
        return new ReplayCheck<>(workflow);
    }

    /** Adds inputs; {@code inputs((Void) null)} for a workflow with the input {@code Void}. */
    @SafeVarargs
    public final ReplayCheck<B, I, O> inputs(I... inputs) {
        for (I input : inputs) {
            this.inputs.add(input);
        }
        return this;
    }

    /** Adds inputs, such as generated ones. */
    public ReplayCheck<B, I, O> inputsFrom(Iterable<? extends I> inputs) {
        inputs.forEach(this.inputs::add);
        return this;
    }

    /** Adds inputs as JSON, as the failure of a check prints them. */
    public ReplayCheck<B, I, O> inputJson(String... json) {
        this.json.addAll(List.of(json));
        return this;
    }

    /** Sets the number of recorded runs, 1 or more; default 250. At least one for each input. */
    public ReplayCheck<B, I, O> iterations(int iterations) {
        options = options.iterations(iterations);
        return this;
    }

    /** Sets the seed of the generated schedules; default: random. */
    public ReplayCheck<B, I, O> seed(long seed) {
        options = options.seed(seed);
        return this;
    }

    /** Sets the schedule of every run, as the failure of a check prints it; default: generated schedules. */
    public ReplayCheck<B, I, O> schedule(Schedule schedule) {
        options = options.schedule(schedule);
        return this;
    }

    /**
     * Sets the calls of approvers and other systems when no step is in progress, unless a timer ends first. Default: none,
     * so approvals time out and signals do not arrive.
     */
    public ReplayCheck<B, I, O> whenWaiting(Consumer<ReplayActor<B>> calls) {
        options = options.whenWaiting(actor -> calls.accept(new ReplayActor<>(actor, Objects.requireNonNull(body))));
        return this;
    }

    /**
     * Sets the answers of other services: {@code answers(a -> a.answer("Payments/charge", Integer.class, Receipt.class,
     * amount -> new Receipt(amount)))}. Default: none, so that a request to another service fails the check.
     */
    public ReplayCheck<B, I, O> answers(Consumer<ServiceAnswers> answers) {
        options = options.answers(answers);
        return this;
    }

    /**
     * Runs the check. Blocks, and reaches no service or server.
     *
     * @throws AssertionError if a replay differs, LW141; if a body throws an exception that is not a terminal failure,
     *     LW149; if a step always fails with an error of this library, LW194; if a call in {@code whenWaiting} was
     *     refused each time, LW154; if the workflow requests a service without an answer, LW155; if a body does something
     *     observable while it is unwound, LW192. The message has the simplest input and schedule, the seed, and a test
     *     that repeats it
     * @throws IllegalArgumentException if there is no input, LW143, or an input cannot be read
     */
    public void check() {
        JavaApi.checkReplaysInJava(inputs, json, options, () -> {
            B created = workflow.get();
            body = created;
            return created;
        });
    }
}
