package dev.landlord.workflow.testing.memory

import dev.landlord.workflow.engine.Branch
import dev.landlord.workflow.engine.Interceptor
import dev.landlord.workflow.engine.Primitive
import dev.landlord.workflow.engine.Strand
import dev.landlord.workflow.engine.Undo
import dev.landlord.workflow.testing.journal.CallSite
import java.util.IdentityHashMap

/**
 * Observes one attempt of a run: keeps where the primitive comes from that the journal carries out.
 *
 * @param isTraced whether it keeps the stacks on which primitives were asked for; takes time
 */
internal class Observer(private val isTraced: Boolean) : Interceptor {
    private val strands = IdentityHashMap<Strand, Throwable>()
    private val undos = IdentityHashMap<Undo, Throwable>()

    /** Where the current primitive comes from. */
    var site: CallSite = CallSite.Unknown
        private set

    override fun asks(strand: Strand) {
        if (isTraced) strands[strand] = Throwable()
    }

    override fun registers(undo: Undo) {
        if (isTraced) undos[undo] = Throwable()
    }

    override fun begins(branch: Branch, primitive: Primitive<*>) {
        site = CallSite(branch, primitive, strands[branch.strand], undos::get)
    }
}
