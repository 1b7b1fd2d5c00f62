package dev.landlord.workflow.restate

import dev.landlord.workflow.Approval
import dev.landlord.workflow.GeneratedCodeApi
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
 * A Restate service that is generated from a workflow class; only generated code implements this.
 * Pass it to [dev.landlord.workflow.serve], or bind it to an endpoint of your own with its
 * policies: `Endpoint.bind(service, service::configure)`.
 */
@SubclassOptInRequired(GeneratedCodeApi::class)
public interface WorkflowService {
    /** The name under which Restate and callers know the service. */
    public fun name(): String

    /** The workflow that the service runs. */
    public fun definition(): WorkflowDefinition<*, *>

    /** The approvals of the workflow class. */
    public fun approvals(): List<Approval<*>> = emptyList()

    /** The signals of the workflow class. */
    public fun signals(): List<Signal<*>> = emptyList()

    /** The queries of the workflow class. */
    public fun queries(): List<Query<*>> = emptyList()

    /** The promises of the workflow class. */
    public fun promises(): List<Promise<*>> = emptyList()

    /**
     * Sets every policy of the service, so that none depends on the configuration of a server:
     * - Restate retries an attempt that throws, or whose process has ended, after 500 ms, then
     *   twice as long each time up to 10 s. After 400 attempts, about an hour, Restate *pauses* the
     *   run: an operator fixes the cause and resumes it. Nothing is lost and nothing is undone.
     * - Restate retries the other handlers 10 times, for about a minute; then they fail, because
     *   their caller waits.
     * - Restate aborts and retries an attempt if the block of a step runs for longer than the
     *   `maxAttemptDuration` of the workflow (default 1 hour) after Restate has asked an idle run
     *   to suspend (the server's inactivity timeout, default 1 minute). If `maxAttemptDuration` is
     *   more than an hour, the inactivity timeout is as long.
     * - Restate keeps the result, the journal and all decisions for 7 days after the end, or for
     *   the longest `within` of an approval if that is more. During that time it refuses another
     *   run with the same key with 409.
     *
     * Logs, once for each class of a process, the approvals on which every caller of the ingress
     * may decide.
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
                // The handler reads the state only after it knows whether the run has ended.
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

    private companion object {
        val RETENTION: Duration = Duration.ofDays(7)
        val HOUR: Duration = Duration.ofHours(1)
    }
}

/** The handler that does [verb] with the declaration of that name: `approveFinance`. */
internal fun handlerName(verb: String, declaration: String): String =
    verb + declaration.replaceFirstChar(Char::uppercaseChar)
