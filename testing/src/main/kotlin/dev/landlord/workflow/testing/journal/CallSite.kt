package dev.landlord.workflow.testing.journal

import dev.landlord.workflow.engine.Branch
import dev.landlord.workflow.engine.Primitive
import dev.landlord.workflow.engine.Run
import dev.landlord.workflow.engine.SetState
import dev.landlord.workflow.engine.Sleep
import dev.landlord.workflow.engine.Undo

/**
 * The place in the user's code that requested a [primitive].
 *
 * @param requested the stack on which the branch requested it; `null` if it was not recorded
 * @param registered returns the stack on which an undo action was registered
 */
internal class CallSite(
    private val branch: Branch?,
    private val primitive: Primitive<*>?,
    private val requested: Throwable?,
    private val registered: (Undo) -> Throwable?,
) {
    /** The serial name of the result type of a Run. */
    val resultType: String
        get() = (primitive as? Run<*>)?.resultType ?: "kotlin.Unit"

    /** The user's block of a Run, whose captured values each replay computes again. */
    val block: Any?
        get() = (primitive as? Run<*>)?.block

    /** Whether the engine or a verb made the request for itself, and not for the user's code. */
    val isOwn: Boolean
        get() =
            when (primitive) {
                is Run<*> -> primitive.isOwn
                is Sleep -> primitive.isOwn
                else -> true
            }

    /** Whether a failure is final, because the branch has been stopped. */
    val isStopped: Boolean
        get() = branch != null && branch.isStopped && (primitive as? Run<*>)?.undo == null

    /** The source line in the user's code; empty if it is not known. */
    fun source(): String {
        val undo = (primitive as? Run<*>)?.undo ?: (primitive as? SetState)?.undo
        return when {
            undo != null -> SourceLines.of(registered(undo).calls(), emptyList())
            primitive is SetState || branch == null -> ""
            else -> SourceLines.of(requested.calls(), branch.strand.frames())
        }
    }

    /** The calls of the body, without the calls that led to the strand. */
    private fun Throwable?.calls(): List<StackTraceElement> =
        this?.stackTrace
            .orEmpty()
            .dropWhile { it.className != BODY_SCOPE }
            .takeWhile { !(it.className == BODY_SCOPE && it.methodName == "resume") }

    companion object {
        private const val BODY_SCOPE = "dev.landlord.workflow.body.BodyScope"

        /** For a journal that is used without an engine. */
        val Unknown = CallSite(null, null, null) { null }
    }
}
