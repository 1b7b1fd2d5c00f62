package dev.landlord.workflow.testing.java;

import dev.landlord.workflow.BusinessFailure;
import dev.landlord.workflow.java.WorkflowBody;
import dev.landlord.workflow.testing.JavaApi;
import dev.landlord.workflow.testing.ServiceAnswers;
import dev.landlord.workflow.testing.WorkflowTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A story tests one run in memory and in virtual time, without a server:
 *
 * <pre>{@code
 * WorkflowStory.test(new ProvisionTenant(fake), story -> story
 *         .failStepForGood("start page", "no space")
 *         .start(new ProvisionRequest("acme"))
 *         .approve(p -> p.finance, "alice", new Budget(5))
 *         .expectFailure("no space")
 *         .expectUndone("remove directory"));
 * }</pre>
 *
 * <p>A method that acts returns when the run has ended, sleeps, or waits for an event or a held step. The blocks of steps
 * run one at a time on the calling thread, and use the dependencies of the workflow, so pass fakes. Steps have their
 * names in the journal: the second {@code deploy} is {@code deploy #2}, an undo action {@code undo: refund}.
 *
 * @param <B> the workflow class
 * @param <I> the input of the workflow
 * @param <O> the result of the workflow
 */
public final class WorkflowStory<B extends WorkflowBody<I, O>, I extends @Nullable Object, O extends @Nullable Object>
        extends ExternalCalls<B, WorkflowStory<B, I, O>> {
    private final WorkflowTest<I, O> test;

    private WorkflowStory(WorkflowTest<I, O> test, B body) {
        super(test, body);
        this.test = test;
    }

    /**
     * Tests one run with the key {@code test}. Blocks. After the story, replays every prefix of the journal from the
     * start, and unwinds the body at the end of each.
     *
     * @param story acts on the run and checks it; it must start the run
     * @throws AssertionError if a replay differs, LW141; if the story misuses a method, LW144; if an expectation is not
     *     met, LW145; if an event was arranged for a step that the run did not reach, LW146; if the body throws an
     *     exception that is not a terminal failure, LW149; if the workflow requests a service without an answer, LW155;
     *     if the body holds a lock when it calls a verb, LW185; if the body does something observable while it is
     *     unwound, LW192
     * @throws IllegalStateException if the run neither ends nor waits, LW142
     */
    public static <B extends WorkflowBody<I, O>, I extends @Nullable Object, O extends @Nullable Object> void test(
            B body, Consumer<WorkflowStory<B, I, O>> story) {
        test(body, "test", story);
    }

    /** Tests one run with a key. */
    public static <B extends WorkflowBody<I, O>, I extends @Nullable Object, O extends @Nullable Object> void test(
            B body, String key, Consumer<WorkflowStory<B, I, O>> story) {
        JavaApi.<I, O>playStory(body, key, test -> story.accept(new WorkflowStory<>(test, body)));
    }

    @Override
    WorkflowStory<B, I, O> self() {
        return this;
    }

    // Arrangements, before the run reaches the step.

    /** Crashes the process once when the body requests the step, before the request is durable. */
    public WorkflowStory<B, I, O> crashBefore(String step) {
        test.crashBefore(step);
        return this;
    }

    /** Crashes the process once when the block of the step has run, before its result is durable: it runs again. */
    public WorkflowStory<B, I, O> crashDuring(String step) {
        test.crashDuring(step);
        return this;
    }

    /** Crashes the process once when the result of the step is durable. */
    public WorkflowStory<B, I, O> crashAfter(String step) {
        test.crashAfter(step);
        return this;
    }

    /** Crashes the process after every entry of the journal from now on. */
    public WorkflowStory<B, I, O> crashAfterEveryEntry() {
        test.crashAfterEveryEntry();
        return this;
    }

    /** Lets the next attempt of the step fail instead of running its block. */
    public WorkflowStory<B, I, O> failStep(String step) {
        return failStep(step, 1);
    }

    /** Lets the next attempts of the step fail with an {@link IllegalStateException}. */
    public WorkflowStory<B, I, O> failStep(String step, int times) {
        return failStep(step, times, new IllegalStateException("made to fail by the test"));
    }

    /**
     * Lets the next attempts of the step fail instead of running its block. If its policy allows no further attempt, the
     * step fails with the text {@code step "…" failed: } and the failure. A terminal failure is final at once.
     *
     * @param times 1 or more
     * @throws IllegalArgumentException if {@code times} is less than 1, LW144
     */
    public WorkflowStory<B, I, O> failStep(String step, int times, Throwable failure) {
        test.failStep(step, times, failure);
        return this;
    }

    /** Lets the step fail terminally instead of running its block, with code 500. */
    public WorkflowStory<B, I, O> failStepForGood(String step, String message) {
        return failStepForGood(step, message, 500);
    }

    /**
     * Lets the step fail terminally instead of running its block.
     *
     * @param code of the failure, as of HTTP
     */
    public WorkflowStory<B, I, O> failStepForGood(String step, String message, int code) {
        test.failStepForGood(step, message, code);
        return this;
    }

    /** Holds the step, or a call by its full name: after its request, it is in flight until {@link #release}. */
    public WorkflowStory<B, I, O> hold(String step) {
        test.hold(step);
        return this;
    }

    /** Declares the answers of other services, as {@link ReplayCheck#answers}. */
    public WorkflowStory<B, I, O> answers(Consumer<ServiceAnswers> answers) {
        answers.accept(JavaApi.answers(test));
        return this;
    }

    // Actions.

    /**
     * Starts the run, which continues until it ends or has to wait.
     *
     * @param input {@code null} for a workflow with the input {@code Void}
     * @throws AssertionError if the story has started it already, LW144
     */
    public WorkflowStory<B, I, O> start(I input) {
        test.start(input);
        return this;
    }

    /** Lets a held step run; fails with LW144 if it is not held. */
    public WorkflowStory<B, I, O> release(String step) {
        test.release(step);
        return this;
    }

    /** Advances the virtual time. Timers and retries that are due in it end. */
    public WorkflowStory<B, I, O> advanceBy(Duration duration) {
        JavaApi.advance(test, duration);
        return this;
    }

    /**
     * Advances the virtual time from timer to timer until the run has ended.
     *
     * @throws AssertionError if the run waits for an event without a deadline, LW145
     */
    public WorkflowStory<B, I, O> advanceUntilEnd() {
        test.advanceUntilEnd();
        return this;
    }

    /** Cancels the run as the admin API does. Does nothing after its end. */
    public WorkflowStory<B, I, O> cancel() {
        test.cancel();
        return this;
    }

    /** Crashes the process now. The run continues in a new process, which replays it. */
    public WorkflowStory<B, I, O> crash() {
        test.crash();
        return this;
    }

    // Expectations. Each throws an AssertionError, LW145, if it is not met.

    /** Checks that the run has ended with this result, by its {@code equals}. */
    public WorkflowStory<B, I, O> expectResult(O expected) {
        JavaApi.expectResultInJava(test, expected);
        return this;
    }

    /** Checks that the run has failed with exactly this message, which names the undo actions that failed. */
    public WorkflowStory<B, I, O> expectFailure(String message) {
        test.expectFailure(message, null);
        return this;
    }

    /** Checks that the run has failed with exactly this message and code. */
    public WorkflowStory<B, I, O> expectFailure(String message, int code) {
        test.expectFailure(message, code);
        return this;
    }

    /** Checks that the run has failed with a failure of this type and these values. */
    public WorkflowStory<B, I, O> expectFailure(BusinessFailure failure) {
        test.expectFailure(failure);
        return this;
    }

    /** Checks that the run has ended because it was cancelled. */
    public WorkflowStory<B, I, O> expectCancelled() {
        test.expectCancelled();
        return this;
    }

    /** Checks that exactly these steps have succeeded, in this order. An undo action does not count. */
    public WorkflowStory<B, I, O> expectDone(String... steps) {
        test.expectDone(steps);
        return this;
    }

    /** Checks that exactly these undo actions have succeeded, in this order. */
    public WorkflowStory<B, I, O> expectUndone(String... undone) {
        test.expectUndone(undone);
        return this;
    }

    /**
     * Checks that the run has not ended and waits for exactly these, in any order: steps, approvals and signals by their
     * names, a sleep as {@code sleep}.
     */
    public WorkflowStory<B, I, O> expectWaitingFor(String... steps) {
        test.expectWaitingFor(steps);
        return this;
    }

    /**
     * Replays the golden journal in the file, which an earlier run of this story has written, against today's code. With
     * {@code -Dlandlord.golden=write}, writes the journal of the run so far to the file instead.
     *
     * @throws AssertionError if the replay differs, LW147; if the file cannot be read, LW148
     */
    public WorkflowStory<B, I, O> expectReplayOf(Path file) {
        test.expectReplayOf(file);
        return this;
    }

    // Values.

    /** The virtual time, which {@code now()} returns in the workflow. Starts at 2026-01-01T12:00:00Z. */
    public Instant now() {
        return test.getNow();
    }

    /** The journal of the run so far, with one entry a line. */
    @Override
    public String toString() {
        return test.toString();
    }
}
