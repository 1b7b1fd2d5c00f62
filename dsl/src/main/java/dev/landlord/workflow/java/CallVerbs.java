package dev.landlord.workflow.java;

import dev.landlord.workflow.Invocation;
import dev.restate.common.Request;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The verbs of {@link Workflow} for other services and runs. */
public interface CallVerbs {
    /**
     * Calls a handler of another Restate service, exactly once, and returns its result. Blocks the body until the callee
     * has ended. Journal: one Call, the id of its invocation, and its result.
     *
     * <p>When the run is cancelled, a parallel branch fails or this branch loses a race, the callee is cancelled, and this
     * waits for its end.
     *
     * @param request built by the code that Restate generates for a service ({@code GreeterHandlers.greet("world")}), or
     *     that is generated for a workflow ({@code ProvisionTenantService.request("acme").run(input)})
     * @throws dev.restate.sdk.common.TerminalException the failure of the callee
     * @throws IllegalStateException if the request goes to the run itself, which would never end
     */
    <O extends @Nullable Object> O call(Request<?, O> request);

    /**
     * Sends a request to another Restate service, exactly once, and does not wait for its result. Blocks the body until
     * Restate has accepted the request. Journal: one Send, and the id of its invocation.
     */
    <O extends @Nullable Object> Invocation<O> send(Request<?, O> request);

    /**
     * Sends a request that Restate starts after a durable delay.
     *
     * @param after not negative, at most 36,500 days
     */
    <O extends @Nullable Object> Invocation<O> send(Request<?, O> request, Duration after);

    /** Waits for the result of an invocation. Blocks the body. Journal: one Attach, and the result. */
    <O extends @Nullable Object> O attach(Invocation<O> invocation);

    /** Cancels an invocation, and does not wait for its end. Journal: one command. */
    void cancel(Invocation<?> invocation);

    /**
     * Starts the next run of this workflow, with its own key and journal, for a process that never ends. Blocks the body
     * until Restate has accepted the run. Journal: one Send, and the id of its invocation. Call it last: this run
     * continues, and ends with the result of its body. If a run with that key exists, none starts and no error is
     * reported.
     *
     * @param newId the key of the next run; not blank, not the key of this run
     * @param input the input of the next run, of the input type of the workflow
     */
    void continueAs(String newId, @Nullable Object input);

    /**
     * Starts the next run after a durable delay.
     *
     * @param after not negative, at most 36,500 days
     */
    void continueAs(String newId, @Nullable Object input, Duration after);
}
