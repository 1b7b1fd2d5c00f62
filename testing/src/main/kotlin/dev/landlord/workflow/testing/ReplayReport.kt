package dev.landlord.workflow.testing

import dev.landlord.workflow.testing.errors.JournalErrors
import java.util.Optional

/** The result of [landlordReplay]: one entry for each run in flight. */
public class ReplayReport
internal constructor(
    private val service: String,
    /** The runs in flight, the oldest first. */
    public val executions: List<ReplayedExecution>,
    private val unusedDefaults: Set<String>,
) {
    /** Whether today's code can continue all these runs. */
    public val isSafe: Boolean
        get() = executions.all { it.isSafe }

    /** One line for each run, with its first difference, and a line with the number of runs. */
    override fun toString(): String {
        val unsafe = executions.count { !it.isSafe }
        val summary =
            when {
                executions.isEmpty() -> "$service: nothing is in flight"
                unsafe == 0 -> "$service: all ${executions.size} in flight are safe"
                else -> "$service: $unsafe of ${executions.size} in flight are UNSAFE"
            }
        val note =
            JournalErrors.unusedDefaults(unusedDefaults).takeIf {
                executions.isNotEmpty() && unusedDefaults.isNotEmpty()
            }
        return (executions.map { "$it" } + listOfNotNull(note) + summary).joinToString("\n")
    }
}

/** A run in flight, and whether today's code can continue it. */
public class ReplayedExecution
internal constructor(
    /** The workflow id. */
    public val key: String,
    /** The id that Restate gave the run, such as `inv_1f…`. */
    public val invocationId: String,
    /** The status on the server, such as `running`, `suspended`, `backing-off` or `paused`. */
    public val status: String,
    /**
     * The first difference of the replay, or else the input fields that today's code fills in;
     * `null` without both.
     */
    @get:JvmSynthetic public val difference: String?,
) {
    /** [difference] for Java. */
    public fun getDifference(): Optional<String> = Optional.ofNullable(difference)

    /** Whether today's code can continue this run. */
    public val isSafe: Boolean
        get() = difference == null

    override fun toString(): String =
        if (isSafe) {
            "safe    $key ($invocationId, $status)"
        } else {
            "UNSAFE  $key ($invocationId, $status): $difference"
        }
}
