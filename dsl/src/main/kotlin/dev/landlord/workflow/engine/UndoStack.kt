package dev.landlord.workflow.engine

import java.util.TreeMap

/** An undo action that was registered: nothing in the journal until it runs. */
@InternalEngineApi
public abstract class Undo(public val name: String) {
    /** Its place among those of the run, from 0. */
    internal var order: Int = 0

    /** The primitive that carries out this undo action. */
    public abstract fun action(): Primitive<*>
}

/** The undo actions of one saga, in the order in which its branches registered them. */
internal class UndoStack {
    /** By their order; `null` if none was registered, as in most branches. */
    private var registered: TreeMap<Int, Undo>? = null

    val isEmpty: Boolean
        get() = registered.isNullOrEmpty()

    /** The last registered first: the order in which they run (G2). */
    val lastFirst: List<Undo>
        get() = registered?.descendingMap()?.values.orEmpty().toList()

    fun register(undo: Undo) {
        created()[undo.order] = undo
    }

    /** Takes over, each in its place, the undo actions of a saga that ended well. */
    fun takeOver(other: UndoStack) {
        val taken = other.registered ?: return
        created() += taken
        other.registered = null
    }

    private fun created() = registered ?: TreeMap<Int, Undo>().also { registered = it }
}
