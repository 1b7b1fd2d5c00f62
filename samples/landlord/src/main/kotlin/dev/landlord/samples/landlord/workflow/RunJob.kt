package dev.landlord.samples.landlord.workflow

import dev.landlord.samples.landlord.compute.ComputeProviders
import dev.landlord.samples.landlord.input.requireRule
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.fail
import dev.landlord.workflow.withTimeout

/**
 * Runs [work] with the compute provider of [job], within the timeout of the job. Journal: one
 * Sleep, and the entries of [work].
 *
 * Fails with 400 if a number of the job violates the [JobLimits], a configuration violates the rule
 * for JSON, the provider does not exist, or the library refuses an argument from the job, because a
 * retry would throw the same exception. Fails with 504 at the timeout. After a failure, the undo
 * actions of [work] run.
 */
internal suspend fun <T> WorkflowScope.runJob(
    job: TenantJob,
    providers: ComputeProviders,
    work: suspend WorkflowScope.(JobCompute) -> T,
): T {
    val errors = JobLimits.errors(job)
    if (errors.isNotEmpty()) {
        fail(errors.joinToString("\n"), code = 400)
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
            fail("the job is invalid: ${refused.message}", code = 400)
        }
    }
}
