package dev.landlord.workflow.java;

import org.jspecify.annotations.Nullable;

/**
 * A workflow in Java: blocking, direct-style code that performs every effect through the verbs of {@link Workflow}.
 *
 * <pre>{@code
 * @LandlordWorkflow
 * public final class ProvisionTenant implements WorkflowBody<ProvisionRequest, Tenant> {
 *     public final Approval<Budget> finance = Approval.of(Budget.class).within(Duration.ofDays(3));
 *
 *     @Override
 *     public Tenant run(Workflow wf, ProvisionRequest request) {
 *         wf.compensate("remove directory", () -> cloud.removeDirectory(request.tenant()));
 *         wf.step("create directory", () -> cloud.createDirectory(request.tenant()));
 *         Budget budget = wf.awaitApproval(finance);
 *         return new Tenant(request.tenant(), budget);
 *     }
 * }
 * }</pre>
 *
 * <p>Approvals, signals, queries, promises and states are public final fields of the class, created by {@code
 * Approval.of} and its like; each has the name of its field. An object serves any number of runs at the same time, so
 * it keeps no state of a run.
 *
 * @param <I> the input: a record, another class that Jackson writes and reads, a type of the JDK such as {@code
 *     String}, {@code List<String>} or {@code Instant}, or {@code Void} for none
 * @param <O> the result, as the input
 */
public interface WorkflowBody<I extends @Nullable Object, O extends @Nullable Object> {
    /**
     * Runs the workflow. After a crash it runs again from its start, and the verbs return their results from the
     * journal. So the code between the verbs must be deterministic (guarantee G1): no clock, random number, I/O, thread
     * or changing static field. Verbs have them all: {@link Workflow#now}, {@link Workflow#random}, {@link
     * Workflow#step}, {@link Workflow#parallel}.
     *
     * <p>If this ends with a {@link dev.restate.sdk.common.TerminalException}, or the run is cancelled, the undo actions
     * run in reverse order (G2), and the run ends with the first failure. After any other exception Restate retries the
     * run from the journal, and no undo action runs.
     *
     * <p>While a run waits for longer than the inactivity timeout of the server it is suspended: its code is dropped, and
     * runs again from the start later. Depending on the JDK (see {@code landlord.carrier}) a suspended body is unwound
     * by an {@code Error}, and its {@code finally} blocks run. So a {@code finally}, or a {@code catch (Throwable)}, must
     * have no effect outside the body; to undo something use {@link Workflow#compensate}.
     *
     * @param wf the verbs, for this run and this thread only
     * @param input the input of the run
     * @return the result of the run
     * @throws Exception any exception, with the effect above
     */
    O run(Workflow wf, I input) throws Exception;

    /** The options of the workflow. Read once, when the service is created. Default: {@link WorkflowOptions#DEFAULT}. */
    default WorkflowOptions options() {
        return WorkflowOptions.DEFAULT;
    }
}
