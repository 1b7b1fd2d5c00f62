package dev.landlord.workflow.testing

import dev.landlord.workflow.testing.journal.Command
import dev.landlord.workflow.testing.replay.FilledField
import dev.restate.common.Target
import dev.restate.sdk.common.TerminalException
import java.nio.file.Path

/** The text of every error of the test kit; their ids begin at LW141. */
internal object TestAdvice {
    const val WHERE_TO_LOOK: String =
        "Between its steps a body must compute the same on every replay. Look in front of that " +
            "line for a clock, a random number or UUID, the order of a hash set, a thread, the " +
            "locale or time zone, the environment, or a variable that changes; take it from " +
            "now(), random, uuid() or the result of a step instead."

    fun diverged(entry: Int, comparison: String): String =
        "[LW141] the workflow does not replay the same way: at entry $entry of its journal a " +
            "replay has $comparison"

    fun endless(attempts: Int, waitsFor: List<Command>): String =
        "[LW142] the run came no further in $attempts attempts: expected it to end or to wait. " +
            (if (waitsFor.isEmpty()) "It" else waitsFor.joinToString { it.label }) +
            " fails again and again under a policy without limit; let it succeed, or give it a " +
            "RetryPolicy that ends."

    fun tooLong(entries: Int, next: Command): String =
        "[LW142] the run has $entries entries in its journal and goes on with ${next.label}: expected " +
            "it to end or to wait. Does a loop of it end in the test? Let what it asks for come."

    fun inVain(refusals: Map<String, TerminalException>): String =
        "[LW154] checkReplayDeterminism(whenWaiting = …): expected each call to be accepted once, so " +
            "that what comes after it is replayed, found that none was of " +
            refusals.entries.joinToString { (call, refusal) ->
                "$call: ${refusal.code} ${refusal.message}"
            } +
            "; give it the token, the headers or the actor that it wants."

    fun computedDefault(path: String, first: String, second: String): String =
        "[LW170] checkReplayDeterminism(…): expected the input to read the same at every replay, " +
            "found that the field $path has a default that is computed: one request without it was " +
            "read as $first and then as $second. Restate keeps a request as the caller sent it, and " +
            "each replay reads it again. Give the field a constant default or none; take a time " +
            "from now() and an id from uuid() in the body."

    fun filledFields(fields: List<FilledField>): String =
        "[LW171] its input lacks fields that today's code fills in: ${fields.joinToString()}. The run " +
            "continues unchanged only if the code that started it filled in the same values, or does " +
            "not read these fields. Check that; then pass the paths as acceptedDefaults, or as " +
            "--accept-default to the command."

    fun noInputs(): String =
        "[LW143] checkReplayDeterminism(inputs = []): expected at least one input; give it an " +
            "ordinary one."

    fun iterations(iterations: Int): String =
        "[LW143] checkReplayDeterminism(iterations = $iterations): expected 1 or more, or nothing is " +
            "checked."

    fun notStarted(): String =
        "[LW144] runWorkflowTest { … }: expected the story to start its run, found no start(input); " +
            "call it before anything that needs the run, or the test shows nothing."

    fun startedTwice(): String =
        "[LW144] start(input): expected one start in a story, found another; tell each run in a " +
            "runWorkflowTest of its own."

    fun notHeld(step: String): String =
        "[LW144] release(\"$step\"): expected a step that is held, found that it is not; call " +
            "hold(\"$step\") before the run comes to it."

    fun times(step: String, times: Int): String =
        "[LW144] failStep(\"$step\", times = $times): expected 1 or more; leave it out if nothing is " +
            "to fail."

    fun reentered(call: String): String =
        "[LW144] $call was called from a step's block while the run was going on: expected that only of " +
            "cancel(). Arrange it before, or call it from the story."

    fun unmet(call: String, expected: String, found: String, journal: String): String =
        "[LW145] $call: expected $expected, found $found. The journal of the run:\n$journal"

    fun unused(calls: List<String>, ran: List<String>): String =
        "[LW146] ${calls.joinToString()}: expected the run to come to that step after this was " +
            "called, found that it came only to ${ran.joinToString { "\"$it\"" }.ifEmpty { "none" }}; " +
            "check the name, and call it before the step comes."

    fun goldenDiverged(file: Path, entry: Int, comparison: String, breaks: Boolean): String =
        "[LW147] $file: today's code does not replay this journal: at entry $entry it has " +
            "$comparison\n" +
            (if (breaks)
                "A run that is in flight would stop there. Take the change back, or serve it at " +
                    "another URL and keep the old deployment until its runs have ended. If no such " +
                    "run is left, write the file anew with -Dlandlord.golden=write."
            else
                "A run that is in flight would go on: a sleep keeps its length, and a result is read " +
                    "as the new type. If the change is meant, write the file anew with " +
                    "-Dlandlord.golden=write.")

    fun noGolden(file: Path): String =
        "[LW148] $file: expected a golden journal, found none; run the test once with " +
            "-Dlandlord.golden=write and commit the file."

    fun unreadableGolden(file: Path, problem: String?): String =
        "[LW148] $file: expected a golden journal, found $problem; write it anew with " +
            "-Dlandlord.golden=write."

    fun bug(bug: Throwable): String =
        "[LW149] the body threw $bug: expected a result or a terminal failure. A server would retry " +
            "the run from its journal, get the same failure, and pause the run in the end. If " +
            "callers are to get this failure, throw it with fail(…); otherwise fix it."

    fun unseen(captured: Collection<String>): String =
        "note: steps use variables that no replay could compare, so a value that changes in them is not " +
            "found: ${captured.joinToString("; ")}. The body creates them; let a step capture the " +
            "plain values that it needs."

    fun replayUsage(arguments: List<String>): String =
        "[LW150] LandlordReplay ${arguments.joinToString(" ")}: expected the URL of the admin API, " +
            "the name of a service, optionally a folder for the journals, and for each default " +
            "that you checked --accept-default and its path, such as: " +
            "http://localhost:9070 PlaceOrder journals --accept-default '\$.currency'"

    fun unknownService(service: String): String =
        "[LW151] $service: expected a workflow of that service name on the class path, found none; " +
            "check the name, and that the module was built with landlord-ksp-processor."

    fun unmadeWorkflow(service: String, type: String, cause: Throwable): String =
        "[LW151] $service: $type cannot be made with stand-ins for its dependencies: $cause. Call " +
            "landlordReplay(…) in a test instead, with the workflow made by hand."

    fun unreachable(url: String, problem: String?): String =
        "[LW152] $url: expected the admin API of a Restate server, found that it does not answer " +
            "($problem); it listens on port 9070 by default."

    fun unforeseen(failure: Throwable): String = "[LW153] LandlordReplay could not do it: $failure"

    fun standIn(type: String, method: String): String =
        "$type.$method was called outside a step, and here is only a stand-in; call " +
            "landlordReplay(…) in a test instead, with a real one"

    fun pretended(types: Set<String>): String =
        "note: ${types.joinToString()} of the workflow's constructor are stood in for by empty values, " +
            "unless they have a default. If the body goes another way by one of them, this tells " +
            "nothing: call landlordReplay(…) in a test, with the workflow made by hand."

    fun unanswered(target: Target): String {
        val handler = "${target.service}/${target.handler}"
        return "[LW155] the run asks $target: expected that the test answers for it, found nobody; add " +
            "answer(\"$handler\") { … }, because a run in memory reaches no other service."
    }

    fun misfit(handler: String, cause: Throwable): String =
        "[LW155] answer(\"$handler\"): expected that it takes what the run sends, found: " +
            "${cause.message?.lineSequence()?.first()}. Give its parameter the type of the handler's input."

    fun answerOf(handler: String): String =
        "[LW155] answer(\"$handler\"): expected the service and the handler, as in " +
            "\"Payments/charge\"; leave the key out."

    fun nativeContext(): String =
        "[LW156] withRestateContext: expected a run on a server, found one in memory, where there is no " +
            "such context; test this body on a server, or put what it does behind a call."
}
