package dev.landlord.workflow.testing.story

/** A failure of `failStep`. The journal stores its text when the last attempt has failed. */
internal class FailedByTest(step: String, failure: Throwable) : RuntimeException(failure) {
    override val message = "step \"$step\" failed: $failure"

    override fun toString() = message
}
