package dev.landlord.workflow.testing.java;

import dev.landlord.workflow.Approval;
import dev.landlord.workflow.ApprovalInput;
import dev.landlord.workflow.DecisionInput;
import dev.landlord.workflow.Promise;
import dev.landlord.workflow.Query;
import dev.landlord.workflow.Signal;
import dev.landlord.workflow.WorkflowStatus;
import dev.landlord.workflow.testing.ExternalActor;
import dev.landlord.workflow.testing.JavaApi;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The calls of an approver, a client or another system to a run in memory. They follow the rules of the handlers of the
 * service: a refused call throws the exception that a client receives, a {@link
 * dev.restate.sdk.common.TerminalException} with its code or {@link dev.landlord.workflow.AlreadyDecided}. Each call
 * names a declaration by the field of the workflow class: {@code approve(p -> p.finance, "alice", new Budget(5))}.
 *
 * @param <B> the workflow class
 * @param <S> the type that the calls return
 */
public abstract class ExternalCalls<B, S extends ExternalCalls<B, S>> {
    private final ExternalActor actor;
    private final B body;

    ExternalCalls(ExternalActor actor, B body) {
        this.actor = actor;
        this.body = body;
    }

    abstract S self();

    /**
     * Approves the latest request that the run waits for.
     *
     * @param actor the approver
     * @throws dev.restate.sdk.common.TerminalException if the handler refuses: 400 for an invalid value, 403 for an actor
     *     who may not decide, 404 before the request, 410 after it has timed out
     * @throws dev.landlord.workflow.AlreadyDecided if the request has a different decision, 409
     */
    public <T> S approve(Function<? super B, Approval<T>> approval, String actor, T value) {
        return approve(approval, new ApprovalInput<>(actor, value));
    }

    /** Approves the latest request of an approval without a value. */
    public S approve(Function<? super B, Approval<Void>> approval, String actor) {
        return approve(approval, new DecisionInput(actor));
    }

    /**
     * Approves the request that the run waits for, with all that a caller of the handler can send.
     *
     * @param input if it has neither a token nor the number of a request, it decides the latest request; with a token
     *     alone, the request of that token
     */
    public <T> S approve(Function<? super B, Approval<T>> approval, ApprovalInput<T> input) {
        return approve(approval, input, Map.of());
    }

    /**
     * Approves with headers.
     *
     * @param headers of the HTTP request, which {@code authorize} receives
     */
    public <T> S approve(
            Function<? super B, Approval<T>> approval, ApprovalInput<T> input, Map<String, String> headers) {
        actor.approve(approval.apply(body), input, headers);
        return self();
    }

    /** Approves as with an {@link ApprovalInput}, for an approval without a value. */
    public S approve(Function<? super B, Approval<Void>> approval, DecisionInput input) {
        return approve(approval, input, Map.of());
    }

    /** Approves with headers, for an approval without a value. */
    public S approve(Function<? super B, Approval<Void>> approval, DecisionInput input, Map<String, String> headers) {
        JavaApi.approveWithoutValue(actor, approval.apply(body), input, headers);
        return self();
    }

    /** Rejects the latest request that the run waits for, without a reason. Failures: as in {@link #approve}. */
    public S reject(Function<? super B, ? extends Approval<?>> approval, String actor) {
        return reject(approval, new DecisionInput(actor));
    }

    /** Rejects the latest request that the run waits for, with a reason. */
    public S reject(Function<? super B, ? extends Approval<?>> approval, String actor, String reason) {
        return reject(approval, new DecisionInput(actor, reason));
    }

    /** Rejects the request that the run waits for, with all that a caller of the handler can send. */
    public S reject(Function<? super B, ? extends Approval<?>> approval, DecisionInput input) {
        return reject(approval, input, Map.of());
    }

    /** Rejects with headers of the HTTP request. */
    public S reject(
            Function<? super B, ? extends Approval<?>> approval, DecisionInput input, Map<String, String> headers) {
        actor.reject(approval.apply(body), input, headers);
        return self();
    }

    /** Sends a signal. The run receives the value when it waits for the signal, now or later. */
    public <T> S send(Function<? super B, Signal<T>> signal, T value) {
        actor.send(signal.apply(body), value);
        return self();
    }

    /** Sends a signal without a value. */
    public S send(Function<? super B, Signal<Void>> signal) {
        JavaApi.sendWithoutValue(actor, signal.apply(body));
        return self();
    }

    /** Completes a promise. A run that waits for it, now or later, receives the value. */
    public <T> S complete(Function<? super B, Promise<T>> promise, T value) {
        actor.complete(promise.apply(body), value);
        return self();
    }

    /** Completes a promise without a value. */
    public S complete(Function<? super B, Promise<Void>> promise) {
        JavaApi.completeWithoutValue(actor, promise.apply(body));
        return self();
    }

    /**
     * Resolves an awakeable, as each client can that knows its id. Does nothing if the run has no such awakeable, or it
     * was resolved.
     *
     * @param json the value as JSON
     */
    public S resolveAwakeable(String id, String json) {
        actor.resolveAwakeable(id, json);
        return self();
    }

    /**
     * Returns the value that the run published last for a query.
     *
     * @throws dev.restate.sdk.common.TerminalException 404 if it has published none
     */
    public <T> T read(Function<? super B, Query<T>> query) {
        return actor.read(query.apply(body));
    }

    /**
     * Returns the value of a promise; {@code null} for a {@code Promise<Void>}.
     *
     * @throws dev.restate.sdk.common.TerminalException if it has no value yet; the handler of a service would wait
     */
    public <T> @Nullable T readPromise(Function<? super B, Promise<T>> promise) {
        return JavaApi.readInJava(actor, promise.apply(body));
    }

    /** Returns the answer of the {@code status} handler. */
    public WorkflowStatus status() {
        return actor.status();
    }
}
