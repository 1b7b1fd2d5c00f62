package dev.landlord.workflow.testing.errors

import dev.landlord.workflow.errors.ErrorCode.LW147
import dev.landlord.workflow.errors.ErrorCode.LW148
import dev.landlord.workflow.errors.ErrorCode.LW150
import dev.landlord.workflow.errors.ErrorCode.LW151
import dev.landlord.workflow.errors.ErrorCode.LW152
import dev.landlord.workflow.errors.ErrorCode.LW153
import dev.landlord.workflow.errors.ErrorCode.LW171
import dev.landlord.workflow.testing.journal.FilledField
import java.nio.file.Path

/** The messages about the replay of journals from files and from a server. */
internal object JournalErrors {
    /** @param breaks whether a run in flight cannot continue; otherwise only values differ */
    fun diverged(file: Path, entry: Int, comparison: String, breaks: Boolean): String =
        LW147.written("$file")
            .expected("today's code to replay this journal")
            .found("at entry $entry $comparison")
            .toDo(
                if (breaks)
                    "revert the change, or serve it at another URL and keep the old deployment until its " +
                        "runs have ended: a run in flight would stop at this entry. If no such run is left, " +
                        "write the file again with $WRITE"
                else
                    "if the change is intended, write the file again with $WRITE: a run in flight would " +
                        "continue, a sleep would keep its duration, and a result would be read as the new " +
                        "type"
            )

    fun missing(file: Path): String =
        LW148.written("$file")
            .expected("a golden journal")
            .found("none")
            .toDo("run the test once with $WRITE and commit the file")

    fun unreadable(file: Path, problem: String?): String =
        LW148.written("$file")
            .expected("a golden journal")
            .found("$problem")
            .toDo("write the file again with $WRITE")

    fun usage(arguments: List<String>): String =
        LW150.written("LandlordReplay ${arguments.joinToString(" ")}".trim())
            .expected(
                "the URL of the admin API, the name of a service, optionally a folder for the journals, " +
                    "and --accept-default with a path for each default that you checked"
            )
            .toDo(
                "pass arguments such as: http://localhost:9070 PlaceOrder journals --accept-default " +
                    "'\$.currency'"
            )

    fun unknownService(service: String): String =
        LW151.written(service)
            .expected("a workflow with that service name on the class path")
            .found("none")
            .toDo("check the name, and that the module was built with landlord-ksp-processor")

    fun notCreated(service: String, type: String, cause: Throwable): String =
        LW151.written(service)
            .expected("$type to be created with stand-ins for its dependencies")
            .found("$cause")
            .toDo("call landlordReplay(…) in a test instead, and create the workflow there")

    fun unreachable(url: String, problem: String?): String =
        LW152.written(url)
            .expected("the admin API of a Restate server")
            .found("no answer ($problem)")
            .toDo("check the address; the admin API has port 9070 by default")

    fun notHttp(url: String): String =
        LW152.written(url)
            .expected("the http URL of the admin API of a Restate server")
            .toDo("pass a URL such as http://localhost:9070")

    fun unforeseen(failure: Throwable): String =
        LW153.written("LandlordReplay")
            .expected("a report")
            .found("$failure")
            .toDo("fix the cause, and run the command again")

    fun filledFields(fields: List<FilledField>): String =
        LW171.written("the input")
            .expected("every field that today's code reads")
            .found(
                "that today's code fills in fields which the input lacks: ${fields.joinToString()}"
            )
            .toDo(
                "check that the code that started the run filled in the same values, or does not read " +
                    "these fields: only then does the run continue unchanged. Then pass the paths as " +
                    "acceptedDefaults, or as --accept-default to the command"
            )

    fun noPaths(found: List<String>): String =
        LW171.written("acceptedDefaults")
            .expected("paths that begin with $., such as $.currency or $.items[*].quantity")
            .found(found.joinToString { "\"$it\"" })
            .toDo("correct the path")

    /** A note, which does not make a run unsafe. */
    fun unusedDefaults(paths: Collection<String>): String =
        "note: no input in flight lacks the accepted default ${paths.joinToString()}: check the " +
            "spelling, or remove the path."

    fun standIn(type: String, method: String): String =
        "$type.$method was called outside a step, where LandlordReplay has only a stand-in; call " +
            "landlordReplay(…) in a test instead, with a real one"

    /** A note, which does not make a run unsafe. */
    fun pretended(types: Set<String>): String =
        "note: LandlordReplay passed empty values as ${types.joinToString()} to the constructor of the " +
            "workflow, where it has no default. If the body depends on them, this report is not " +
            "reliable: call landlordReplay(…) in a test, and create the workflow there."
}

private const val WRITE = "-Dlandlord.golden=write"
