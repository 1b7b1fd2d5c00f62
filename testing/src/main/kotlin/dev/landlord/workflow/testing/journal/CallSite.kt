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
 * @param requested the calls of the body that requested it; empty if they were not recorded
 * @param registered returns the calls of the body that registered an undo action
 */
internal class CallSite(
    private val branch: Branch?,
    private val primitive: Primitive<*>?,
    private val requested: List<StackTraceElement>,
    private val registered: (Undo) -> List<StackTraceElement>,
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
            undo != null -> SourceLines.of(registered(undo), emptyList())
            primitive is SetState || branch == null -> ""
            else -> SourceLines.of(requested, branch.strand.frames())
        }
    }

    companion object {
        /** For a journal that is used without an engine. */
        val Unknown = CallSite(null, null, emptyList()) { emptyList() }
    }
}
