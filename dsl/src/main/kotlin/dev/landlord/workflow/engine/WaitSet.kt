package dev.landlord.workflow.engine

/**
 * The handles that a run waits for, in the order in which it began to, each with its branch. A list
 * that links the handles themselves: no function allocates, and the cost of each is independent of
 * the number of handles. A handle is in one set at a time.
 */
@InternalEngineApi
public class WaitSet(handles: Iterable<Handle> = emptyList()) : Iterable<Handle> {
    private var first: Handle? = null
    private var last: Handle? = null

    /** The first handle that [firstSettled] has not looked at. */
    private var unseen: Handle? = null

    init {
        handles.forEach { add(it, null) }
    }

    public val isEmpty: Boolean
        get() = first == null

    public operator fun contains(handle: Handle): Boolean = handle.set === this

    override fun iterator(): Iterator<Handle> =
        object : Iterator<Handle> {
            private var next = first

            override fun hasNext() = next != null

            override fun next(): Handle =
                (next ?: throw NoSuchElementException()).also { next = it.next }
        }

    /**
     * The first handle that has settled of those that this function has not looked at before. For a
     * journal that reports each handle that settles while it is awaited.
     */
    public fun firstSettled(hasSettled: (Handle) -> Boolean): Handle? {
        while (true) {
            val handle = unseen ?: return null
            if (hasSettled(handle)) return handle
            unseen = handle.next
        }
    }

    public fun remove(handle: Handle) {
        if (handle.set !== this) return
        val before = handle.previous
        val after = handle.next
        if (before == null) first = after else before.next = after
        if (after == null) last = before else after.previous = before
        if (unseen === handle) unseen = after
        handle.leave()
    }

    internal fun add(handle: Handle, branch: Branch?) {
        handle.set?.remove(handle)
        val before = last
        handle.enter(this, branch, before)
        if (before == null) first = handle else before.next = handle
        last = handle
        if (unseen == null) unseen = handle
    }

    /** Keeps the handles of branches that cannot be abandoned, such as blocks in flight. */
    internal fun keepUnabandonable() {
        for (handle in this) {
            val state = handle.branch?.state
            if (state !is Waiting || state.primitive.isAbandonable) remove(handle)
        }
    }
}
