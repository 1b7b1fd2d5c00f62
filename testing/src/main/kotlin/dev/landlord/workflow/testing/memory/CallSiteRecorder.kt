package dev.landlord.workflow.testing.memory

import dev.landlord.workflow.engine.Branch
import dev.landlord.workflow.engine.Interceptor
import dev.landlord.workflow.engine.Primitive
import dev.landlord.workflow.engine.Strand
import dev.landlord.workflow.engine.Undo
import dev.landlord.workflow.testing.journal.CallSite
import java.util.IdentityHashMap

/**
 * Records the call site of each primitive in one attempt of a run.
 *
 * @param isTraced whether to record the stack of each request too, which is slow
 * @param unwinding records what a body in Java does when it is unwound; `null` for one in Kotlin
 */
internal class CallSiteRecorder(
    private val isTraced: Boolean,
    private val unwinding: UnwindingRecorder?,
) : Interceptor {
    private val strands = IdentityHashMap<Strand, List<StackTraceElement>>()
    private val undos = IdentityHashMap<Undo, List<StackTraceElement>>()

    /** The call site of the current primitive. */
    var site: CallSite = CallSite.Unknown
        private set

    override fun asks(strand: Strand) {
        if (isTraced) strands[strand] = callsOfBody()
    }

    override fun registers(undo: Undo) {
        if (isTraced) undos[undo] = callsOfBody()
    }

    override fun begins(branch: Branch, primitive: Primitive<*>) {
        site = CallSite(branch, primitive, strands[branch.strand].orEmpty()) { undos[it].orEmpty() }
    }

    override fun refuses(verb: String) {
        unwinding?.refuses(verb)
    }

    override fun unwound(result: Result<Any?>) {
        unwinding?.unwound(result)
    }
}
