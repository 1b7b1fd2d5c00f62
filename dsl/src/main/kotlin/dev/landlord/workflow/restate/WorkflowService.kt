package dev.landlord.workflow.restate

import dev.landlord.workflow.Approval
import dev.landlord.workflow.Promise
import dev.landlord.workflow.Query
import dev.landlord.workflow.Signal
import dev.landlord.workflow.WorkflowDefinition
import dev.restate.sdk.endpoint.definition.InvocationRetryPolicy
import dev.restate.sdk.endpoint.definition.InvocationRetryPolicy.OnMaxAttempts
import dev.restate.sdk.endpoint.definition.ServiceDefinition.Configurator
import java.time.Duration
import kotlin.time.toJavaDuration

/**
 * A generated Restate service. Pass it to `serve`, or bind it to an endpoint of your own with its
 * policies: `Endpoint.bind(service, service::configure)`.
 */
public interface WorkflowService {
    /** The name of the service in Restate and for callers. */
    public fun name(): String

    /** The workflow that the service runs. */
    public fun definition(): WorkflowDefinition<*, *>

    /** The approvals of the workflow. */
    public fun approvals(): List<Approval<*>> = emptyList()

    /** The signals that the workflow receives. */
    public fun signals(): List<Signal<*>> = emptyList()

    /** The queries that the workflow publishes. */
    public fun queries(): List<Query<*>> = emptyList()

    /** The promises of the workflow. */
    public fun promises(): List<Promise<*>> = emptyList()

    /**
     * Sets every policy that matters, so that none depends on the configuration of the server:
     * - Restate retries an attempt that throws, or whose process is gone, after 500 ms, then twice
     *   as long each time up to 10 s, so that a run continues soon after its service is back. After
     *   400 attempts, about an hour, Restate *pauses* the run: an operator fixes the cause and
     *   resumes the run. Nothing is lost and nothing is undone.
     * - Restate retries the other handlers 10 times, for about a minute; then they fail, because
     *   their callers wait.
     * - a step's block may take the `maxAttemptDuration` of the workflow, an hour by default, after
     *   Restate has asked an idle run to suspend (the server's inactivity timeout, a minute by
     *   default) before Restate aborts and retries it. If that is more than an hour, the inactivity
     *   timeout is as long.
     * - the result, the journal and all decisions stay readable for 7 days after the end, or for as
     *   long as the longest `within` of an approval if that is more; for as long, another run with
     *   the same key is refused with 409.
     *
     * Logs once for each class of a process the approvals on which every caller of the ingress may
     * decide.
     */
    public fun configure(service: Configurator) {
        val longest = definition().maxAttemptDuration.toJavaDuration()
        if (longest > HOUR) service.inactivityTimeout(longest)
        val longestWithin = approvals().mapNotNull { it.within?.toJavaDuration() }.maxOrNull()
        val retention = maxOf(RETENTION, longestWithin ?: RETENTION)
        OpenApprovals.warn(listOf(this))
        service
            .abortTimeout(longest)
            .workflowRetention(retention)
            .journalRetention(retention)
            .invocationRetryPolicy(retry(attempts = 400).onMaxAttempts(OnMaxAttempts.PAUSE))
        val shared =
            listOf("status", "cancel") +
                approvals().flatMap {
                    listOf(handlerName("approve", it.name), handlerName("reject", it.name))
                } +
                signals().map { it.name } +
                queries().map { it.name } +
                promises().flatMap { listOf(it.name, handlerName("complete", it.name)) }
        for (handler in shared) {
            service.configureHandler(handler) {
                // The state is read after it was asked whether the run has ended, and not before.
                it.enableLazyState(true)
                    .journalRetention(Duration.ZERO)
                    .invocationRetryPolicy(retry(attempts = 10).onMaxAttempts(OnMaxAttempts.KILL))
            }
        }
    }

    private fun retry(attempts: Int) =
        InvocationRetryPolicy.builder()
            .initialInterval(Duration.ofMillis(500))
            .exponentiationFactor(2.0)
            .maxInterval(Duration.ofSeconds(10))
            .maxAttempts(attempts)

    private fun handlerName(verb: String, property: String) =
        verb + property.replaceFirstChar(Char::uppercaseChar)

    private companion object {
        val RETENTION: Duration = Duration.ofDays(7)
        val HOUR: Duration = Duration.ofHours(1)
    }
}
