package dev.landlord.samples.landlord.workflow

import dev.landlord.samples.landlord.compute.ComputeProviders
import dev.landlord.samples.landlord.input.requireRule
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.fail
import dev.landlord.workflow.withTimeout

/**
 * Runs the work of [job] with its compute provider, within its timeout. Journal: one Sleep, and
 * what [work] writes.
 *
 * Fails with 400 if a number of the job is outside of the [JobLimits], a configuration breaks the
 * rule for JSON, there is no such provider, or the library refuses an argument that the job led to:
 * each attempt would throw the same. Fails with 504 when the time is up. What [work] did is undone.
 */
internal suspend fun <T> WorkflowScope.within(
    job: TenantJob,
    providers: ComputeProviders,
    work: suspend WorkflowScope.(JobCompute) -> T,
): T {
    val problems = JobLimits.problems(job)
    if (problems.isNotEmpty()) {
        fail(problems.joinToString("\n"), code = 400)
    }
    requireRule("desired_config", job.desiredConfig)
    job.formerConfig?.let { requireRule("former_config", it) }
    val provider =
        providers.find(job.computeProvider).orElse(null)
            ?: fail(providers.unknown(job.computeProvider), code = 400)
    return withTimeout(job.timeout) {
        try {
            work(JobCompute(provider, job))
        } catch (refused: IllegalArgumentException) {
            fail("the job cannot be done: ${refused.message}", code = 400)
        }
    }
}
