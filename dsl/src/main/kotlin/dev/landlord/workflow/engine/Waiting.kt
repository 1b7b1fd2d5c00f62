package dev.landlord.workflow.engine

/**
 * What a run waits for, in the order in which it began to: of each, the branch that goes on with
 * it. Everything it does costs the same however much that is.
 */
@InternalEngineApi
public class Waiting(pending: Iterable<Pending> = emptyList()) : Iterable<Pending> {
    private val branches = LinkedHashMap<Pending, Branch<*>?>()
    private val fresh = LinkedHashSet<Pending>()

    init {
        pending.forEach { add(it, null) }
    }

    override fun iterator(): Iterator<Pending> = branches.keys.iterator()

    public val isEmpty: Boolean
        get() = branches.isEmpty()

    public operator fun contains(pending: Pending): Boolean = branches.containsKey(pending)

    public fun remove(pending: Pending) {
        branches.remove(pending)
        fresh.remove(pending)
    }

    /**
     * The first that has ended of those that were not asked about before: a journal that tells of
     * everything that ends while it is waited for has to look at no other.
     */
    public fun firstEnded(hasEnded: (Pending) -> Boolean): Pending? {
        val unseen = fresh.iterator()
        while (unseen.hasNext()) {
            val pending = unseen.next()
            if (hasEnded(pending)) return pending
            unseen.remove()
        }
        return null
    }

    internal fun add(branch: Branch<*>) = branch.pending.forEach { add(it, branch) }

    internal fun remove(branch: Branch<*>) = branch.pending.forEach(::remove)

    internal fun branchOf(pending: Pending): Branch<*> = checkNotNull(branches[pending])

    internal fun filter(predicate: (Branch<*>) -> Boolean): Waiting =
        Waiting(branches.filterValues { it != null && predicate(it) }.keys)

    private fun add(pending: Pending, branch: Branch<*>?) {
        branches[pending] = branch
        fresh += pending
    }
}
