package dev.landlord.docs

import dev.landlord.workflow.errors.ErrorCode

/** The text of `errors.md`: the table of [ErrorCode], and the prose around it. */
internal fun errorsPage(): String =
    """
# What does `LW008` mean?

<!-- Generated: change ErrorCode.java or ErrorsPage.kt, and run `mvn verify -Dgolden=write`. -->

Each error message has up to four parts: what was written, what was expected, what was found, and what to do. The processor reports its
errors at build time, the library and the clients at run time, and the test kit in tests.

At run time, Restate retries a run whose body has a bug until the code is fixed. An error in the block of a step is retried by the retry
policy of the step. LW111, LW118, LW135 and LW172 to LW174 are terminal failures: Restate does not retry them, and the undo actions run.

${table()}

## What the Kotlin compiler says

| message | when | what to do |
|---|---|---|
| Restricted suspending functions can invoke member or extension suspending functions only on their restricted coroutine scope | a body calls a suspending function that is not a verb (`delay`, an HTTP client), or the workflow's scope is used inside a step or inside one of its branches | put the call into a step; move the verb out of the step; use the branch's own scope |
| … cannot be called in this context with an implicit receiver | a step is called inside a step | call one step after the other |
| Suspension functions can only be called within coroutine body | a verb is called in a block that is not part of the body, such as `log.info { … }` | call the verb before, and use its result |
| Cannot use 'Nothing' as reified type parameter | a step or an answer only fails: `step("x") { fail("no") }` | specify the types: `step<Unit>("x") { … }`, `answer<String, String>("Post/carry") { fail("no") }` |
"""
        .removePrefix("\n")

private fun table(): String {
    val head = listOf("| id | from | when | what to do |", "|---|---|---|---|")
    val rows =
        ErrorCode.values().map {
            "| $it | ${it.part().title()} | ${it.condition()} | ${it.remedy()} |"
        }
    return (head + rows).joinToString("\n")
}
