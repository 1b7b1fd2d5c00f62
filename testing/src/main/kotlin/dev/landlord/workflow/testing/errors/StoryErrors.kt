package dev.landlord.workflow.testing.errors

import dev.landlord.workflow.errors.ErrorCode.LW144
import dev.landlord.workflow.errors.ErrorCode.LW145
import dev.landlord.workflow.errors.ErrorCode.LW146

/** The messages of [runWorkflowTest]. */
internal object StoryErrors {
    fun notStarted(): String =
        LW144.written("the story")
            .expected("that it starts its run")
            .found("no start(input)")
            .toDo("call it before any function that needs the run")

    fun startedTwice(): String =
        LW144.written("start(input)")
            .expected("one start in a story")
            .found("a second one")
            .toDo("test each run in a story of its own")

    fun notHeld(step: String): String =
        LW144.written("release(\"$step\")")
            .expected("a step that is held")
            .found("that it is not held")
            .toDo("call hold(\"$step\") before the run reaches the step")

    fun times(step: String, times: Int): String =
        LW144.written("failStep(\"$step\", $times)")
            .expected("1 or more")
            .toDo("remove the call if the step should not fail")

    fun reentered(call: String): String =
        LW144.written(call)
            .expected("a call from the story")
            .found("a call from the block of a step, which may only call cancel()")
            .toDo("arrange it before the run reaches the step, or call it from the story")

    fun unmet(call: String, expected: String, found: String, journal: String): String {
        val problem =
            LW145.written(call)
                .expected(expected)
                .found(found)
                .toDo("the journal of the run shows what happened")
        return "$problem\n$journal"
    }

    /** `null` if [calls] are empty. */
    fun unused(calls: List<String>, ran: List<String>): String? {
        if (calls.isEmpty()) return null
        return LW146.written(calls.joinToString())
            .expected("the run to reach that step after this call")
            .found("that it reached only ${ran.joinToString { "\"$it\"" }.ifEmpty { "no step" }}")
            .toDo("check the name, and call the function before the run reaches the step")
    }
}
