package dev.landlord.workflow.testing.story

/** Its text is what the journal keeps when the attempts are used up. */
internal class FailedByTest(step: String, failure: Throwable) : RuntimeException(failure) {
    override val message = "step \"$step\" failed: $failure"

    override fun toString() = message
}
