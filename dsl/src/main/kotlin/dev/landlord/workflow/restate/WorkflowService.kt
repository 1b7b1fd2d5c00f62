package dev.landlord.workflow.restate

import dev.landlord.workflow.WorkflowDefinition
import dev.restate.sdk.endpoint.definition.InvocationRetryPolicy
import dev.restate.sdk.endpoint.definition.InvocationRetryPolicy.OnMaxAttempts
import dev.restate.sdk.endpoint.definition.ServiceDefinition.Configurator
import java.time.Duration
import kotlin.time.toJavaDuration

/**
 * A generated Restate service. Hand it to [dev.landlord.workflow.serve], or bind it to an endpoint
 * of your own with its policies: `Endpoint.bind(service, service::configure)`.
 */
public interface WorkflowService {
    /** What it runs. */
    public fun definition(): WorkflowDefinition<*, *>

    /**
     * Sets every policy that matters, so that none depends on how a server is configured:
     * - an attempt that throws, or whose process is gone, is tried again after 500 ms, then twice
     *   as long each time up to 10 s, so that a run goes on soon after its service is back; after
     *   400 attempts, about an hour, the run is *paused*: an operator sees it, mends the cause and
     *   resumes it. Nothing is lost and nothing is undone.
     * - a step's block may take the `maxAttemptDuration` of the workflow, an hour by default, after
     *   Restate has asked an idle run to suspend (the server's inactivity timeout, a minute by
     *   default) before it is aborted and tried again. If that is more than an hour, the inactivity
     *   timeout is as long.
     * - the result and the journal stay readable for 7 days after the end; for as long, another run
     *   with the same key is refused with 409.
     */
    public fun configure(service: Configurator) {
        val longest = definition().maxAttemptDuration.toJavaDuration()
        if (longest > HOUR) service.inactivityTimeout(longest)
        service
            .abortTimeout(longest)
            .workflowRetention(RETENTION)
            .journalRetention(RETENTION)
            .invocationRetryPolicy(
                InvocationRetryPolicy.builder()
                    .initialInterval(Duration.ofMillis(500))
                    .exponentiationFactor(2.0)
                    .maxInterval(Duration.ofSeconds(10))
                    .maxAttempts(400)
                    .onMaxAttempts(OnMaxAttempts.PAUSE)
            )
            // The state is read after it was asked whether the run has ended, and not before.
            .configureHandler("status") {
                it.enableLazyState(true).journalRetention(Duration.ZERO)
            }
    }

    private companion object {
        val RETENTION: Duration = Duration.ofDays(7)
        val HOUR: Duration = Duration.ofHours(1)
    }
}
