package dev.landlord.samples.landlord.workflow

import dev.landlord.samples.landlord.compute.ComputeProviders
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.fail
import dev.landlord.workflow.withTimeout

/**
 * Runs the work of [job] with its compute provider, within its timeout. Journal: one Sleep, and
 * what [work] writes.
 *
 * Fails with 400 if there is no such provider or the job's numbers make no sense, and with 504 when
 * the time is up; then what [work] did is undone.
 */
internal suspend fun <T> WorkflowScope.within(
    job: TenantJob,
    providers: ComputeProviders,
    work: suspend WorkflowScope.(JobCompute) -> T,
): T {
    if (job.retryAttempts < 0) {
        fail("retry_attempts: expected 0 or more, found ${job.retryAttempts}", code = 400)
    }
    if (!job.timeout.isPositive() || job.timeout.isInfinite()) {
        fail("timeout: expected a positive duration, found ${job.timeout}", code = 400)
    }
    val provider =
        providers.find(job.computeProvider).orElse(null)
            ?: fail(providers.unknown(job.computeProvider), code = 400)
    return withTimeout(job.timeout) { work(JobCompute(provider, job)) }
}
