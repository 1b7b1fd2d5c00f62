package dev.landlord.workflow.java;

import dev.landlord.workflow.Approval;
import dev.landlord.workflow.Awakeable;
import dev.landlord.workflow.Decision;
import dev.landlord.workflow.DecisionRequest;
import dev.landlord.workflow.PendingApproval;
import dev.landlord.workflow.Promise;
import dev.landlord.workflow.Query;
import dev.landlord.workflow.Signal;
import dev.landlord.workflow.State;
import dev.restate.serde.TypeRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of one run of a {@link WorkflowBody}. Each verb that waits blocks the body, not a thread: while a run waits,
 * other runs use the thread.
 *
 * <p>The verbs can be called from the body's own code only: from {@link WorkflowBody#run}, what it calls, and the
 * branches of {@link #parallel}, {@link #race} and their like. The block of a step runs on another thread and must not
 * use them; a verb that it calls throws an {@link IllegalStateException} (LW105). Do not call a verb while the body holds
 * a monitor or a lock: other runs may need it.
 *
 * <p>A verb throws a {@link dev.restate.sdk.common.TerminalException} if it fails, also if the run is cancelled ({@link
 * dev.landlord.workflow.WorkflowCancelledException}). The body may catch it. An {@code Error} that a verb throws ends
 * the attempt: let it pass.
 *
 * <p>An argument that is out of range is an {@link IllegalArgumentException}: a bug of the body.
 */
public interface Workflow extends BranchVerbs, CallVerbs {
    /** The key of this run, unique among the runs of its service. Journal: nothing. */
    String workflowId();

    /**
     * Random numbers that are the same on every replay. The generator is seeded from the id of the invocation; nothing
     * is journaled. A later run with the same key draws the same numbers. They can be predicted, so do not use them as
     * secrets.
     */
    Random random();

    /**
     * Returns a new UUID that is the same on every replay, for an idempotency key or as the name of a resource before it
     * exists. Journal: nothing; the UUID is derived from the id of the invocation and a counter. A later run with the
     * same key gets the same UUIDs. A UUID can be computed, so do not use it as a secret.
     */
    UUID uuid();

    /**
     * Returns the time at which the body first called this; a replay returns the same time. Blocks the body. Journal: one
     * Run named {@code now}. Whole milliseconds, by the clock of the machine that runs the service.
     */
    Instant now();

    /** A log that writes nothing during a replay. Journal: nothing. */
    WorkflowLogger log();

    /**
     * Waits for a duration, which survives crashes. Blocks the body. Journal: one Sleep.
     *
     * @param duration rounded up to whole milliseconds; not negative, at most 36,500 days
     */
    void sleep(Duration duration);

    /**
     * Runs {@code block} and journals that it has ended; a replay does not run the block. Blocks the body until that is
     * durable. Journal: one Run (the command with the name, then the result). A run may use the same name several times;
     * the journal then names the second {@code name #2}.
     *
     * <p>The block runs on another thread, and may block. It runs at least once: after a crash between its effect and the
     * durable result it runs again. So make it idempotent, for example with a key from {@link #uuid}. It cannot use the
     * verbs.
     *
     * <p>A block that throws is retried by the retry policy of the workflow. After the last attempt, or at once after a
     * {@link dev.restate.sdk.common.TerminalException}, the step fails with a {@code TerminalException}, which the body
     * may catch. A cancellation does not interrupt the block: the attempt in flight settles first (guarantee G3).
     *
     * @param name the name of the step in the journal, the log and the UI; not blank
     */
    void step(String name, ThrowingRunnable block);

    /** Runs a step with options; everything else is as in {@link #step(String, ThrowingRunnable)}. */
    void step(String name, StepOptions options, ThrowingRunnable block);

    /**
     * Runs {@code block} and returns its result, which is journaled as JSON; everything else is as in {@link #step(String,
     * ThrowingRunnable)}.
     *
     * @param type the type of the result: a record, another class that Jackson writes and reads, or a type of the JDK
     *     such as {@code String} or {@code Instant}. The result may be {@code null}
     */
    <T extends @Nullable Object> T step(String name, Class<T> type, Callable<T> block);

    /** Runs a step with a result and options. */
    <T extends @Nullable Object> T step(String name, Class<T> type, StepOptions options, Callable<T> block);

    /** Runs a step with a result of a generic type: {@code new TypeRef<List<Tenant>>() {}}. */
    <T extends @Nullable Object> T step(String name, TypeRef<T> type, Callable<T> block);

    /** Runs a step with a result of a generic type and options. */
    <T extends @Nullable Object> T step(String name, TypeRef<T> type, StepOptions options, Callable<T> block);

    /**
     * Registers {@code block} as an undo action. It runs if the run later fails terminally or is cancelled, after every
     * undo action that was registered later, in any branch (guarantee G2). Returns at once. Journal: nothing now; one Run
     * named {@code undo: } and the name when it runs.
     *
     * <p>Register the action <b>after</b> the step that it undoes if it needs the result of the step, and <b>before</b>
     * if the step may have had its effect although it failed; then the block must accept that there may be nothing to
     * undo. Like the block of a step it runs on another thread, at least once, and must be idempotent.
     *
     * <p>An action that fails is retried by the {@code undoRetry} of the workflow. An action that fails for good does not
     * stop the others, and the failure of the run names it (G4).
     */
    void compensate(String name, ThrowingRunnable block);

    /** Registers an undo action with options. */
    void compensate(String name, StepOptions options, ThrowingRunnable block);

    /**
     * Registers {@code body} as an undo action like {@link #compensate}. Unlike a block it is code of the body, and can use
     * the verbs: call other services, cancel an invocation, wait. Returns at once. Journal: nothing now; the entries of
     * the body when it runs. If it fails, the undo actions that it registered run, and it counts as an undo action that
     * failed for good (G4). A cancellation of the run does not reach it.
     */
    void compensateWith(String name, ThrowingRunnable body);

    /**
     * Requests an approval, and returns the value of the decision when an actor approves. Blocks the body until then; a
     * waiting run survives crashes and deployments. Journal: as in {@link #awaitDecision(DecisionRequest,
     * ThrowingConsumer)}.
     *
     * @return the value; {@code null} for an {@code Approval<Void>}
     * @throws dev.landlord.workflow.ApprovalRejected if an actor rejects the request. A terminal failure: unless the body
     *     catches it, the run fails and its undo actions run
     * @throws dev.landlord.workflow.ApprovalTimedOut if no actor decides in time; also a terminal failure
     */
    <T extends @Nullable Object> T awaitApproval(Approval<T> approval);

    /** Requests an approval and notifies the approver; see {@link #awaitDecision(DecisionRequest, ThrowingConsumer)}. */
    <T extends @Nullable Object> T awaitApproval(Approval<T> approval, ThrowingConsumer<PendingApproval> notify);

    /** Requests an approval with a subject, a requester or a time limit of its own: {@code approval.request()}. */
    <T extends @Nullable Object> T awaitApproval(DecisionRequest<T> request);

    /** Requests an approval with a subject, a requester or a time limit of its own, and notifies the approver. */
    <T extends @Nullable Object> T awaitApproval(DecisionRequest<T> request, ThrowingConsumer<PendingApproval> notify);

    /** Requests an approval, notifies the approver, and reminds them until a decision has come. */
    <T extends @Nullable Object> T awaitApproval(
            DecisionRequest<T> request, ThrowingConsumer<PendingApproval> notify, Reminders reminders);

    /** Requests an approval and returns the decision. */
    <T extends @Nullable Object> Decision<T> awaitDecision(Approval<T> approval);

    /** Requests an approval, notifies the approver, and returns the decision. */
    <T extends @Nullable Object> Decision<T> awaitDecision(
            Approval<T> approval, ThrowingConsumer<PendingApproval> notify);

    /** Requests an approval with a subject, a requester or a time limit of its own, and returns the decision. */
    <T extends @Nullable Object> Decision<T> awaitDecision(DecisionRequest<T> request);

    /**
     * Requests an approval and returns the decision: {@code Approved}, {@code Rejected}, or {@code TimedOut} after the
     * deadline. Blocks the body until then. A request has exactly one decision: the run acts on the decision that was
     * answered with 200 (G5).
     *
     * <p>If the branch that waits is stopped, because it lost a race, reached a time limit, a parallel branch failed or
     * the run was cancelled, the request is withdrawn: later decisions are refused with that reason.
     *
     * <p>Journal: one Run named {@code approval } and the name, one entry of state, one Run named {@code ask } and the name
     * for {@code notify}, one promise. A deadline adds one Sleep, and completes the promise when it comes; {@link
     * Reminders} add one Sleep at first, and one Run named {@code remind } with another Sleep each time.
     *
     * @param notify a step that notifies the approver, on another thread; if it fails for good the first time, the request
     *     is withdrawn and this fails too, unless an actor has decided
     * @throws IllegalStateException if another branch waits for the same approval
     */
    <T extends @Nullable Object> Decision<T> awaitDecision(
            DecisionRequest<T> request, ThrowingConsumer<PendingApproval> notify);

    /** Requests an approval, notifies the approver, reminds them until a decision has come, and returns the decision. */
    <T extends @Nullable Object> Decision<T> awaitDecision(
            DecisionRequest<T> request, ThrowingConsumer<PendingApproval> notify, Reminders reminders);

    /**
     * Returns the next value of the signal. Blocks the body until there is one. Values arrive in the order in which the
     * handler accepted them, each once; values that were sent before this call are kept. Journal: one promise, and one
     * more for each value that another branch takes meanwhile.
     *
     * @return the value; {@code null} for a {@code Signal<Void>}
     */
    <T extends @Nullable Object> T awaitSignal(Signal<T> signal);

    /** Sets the value that the handler of the query returns from now on. Journal: one entry of state. */
    <T> void publish(Query<T> query, T value);

    /** Sets the value of the state. Journal: one entry of state. */
    <T> void set(State<T> state, T value);

    /** Returns the value that this run has set; empty if it has set none. Journal: nothing. */
    <T> Optional<T> get(State<T> state);

    /** Waits until the body or a caller has completed the promise. Blocks the body. Journal: one promise. */
    <T extends @Nullable Object> T await(Promise<T> promise);

    /**
     * Completes the promise; returns {@code false} if it already had a value. Blocks the body. Journal: one completion of
     * a promise.
     */
    <T extends @Nullable Object> boolean complete(Promise<T> promise, T value);

    /**
     * Creates a callback that another system resolves over HTTP, once. Journal: nothing now; one entry when it is
     * resolved. Its id is an address and not a credential: check the value.
     */
    <T> Awakeable<T> awakeable(Class<T> type);

    /** Creates a callback with a value of a generic type. */
    <T> Awakeable<T> awakeable(TypeRef<T> type);

    /** Waits until a caller has resolved the awakeable; a second call returns at once. Blocks the body. */
    <T> T await(Awakeable<T> awakeable);

    /**
     * Runs {@code block} repeatedly until it returns {@code true}. Blocks the body; between two calls the run sleeps.
     * Journal: for each call a step with that name (one Run), and one Sleep before the next.
     *
     * @throws dev.landlord.workflow.WorkflowTimeoutException if no call returned {@code true}
     */
    void poll(String name, PollOptions options, Callable<Boolean> block);

    /** Runs {@code block} repeatedly until it returns a value that is not {@code null}, and returns the value. */
    <T> T poll(String name, Class<T> type, PollOptions options, Callable<? extends @Nullable T> block);

    /** Polls for a value of a generic type: {@code new TypeRef<List<Tenant>>() {}}. */
    <T> T poll(String name, TypeRef<T> type, PollOptions options, Callable<? extends @Nullable T> block);
}
