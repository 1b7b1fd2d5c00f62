package dev.landlord.workflow.testing.journal

/**
 * The state of a value at one moment: of values that cannot change the value itself, of others
 * their parts. It refers to the object as well, because a replay that has the same object has no
 * other state.
 */
internal sealed class Snapshot(protected val original: Any?) {
    /**
     * Where the state of [found] differs; `null` if it does not.
     *
     * @param path how the user's code reaches it
     * @param unseen gets the paths that could not be compared, with the reason
     */
    fun difference(found: Any?, path: String, unseen: MutableSet<String>): Difference? =
        if (original != null && original === found) null else compare(found, path, unseen)

    protected abstract fun compare(
        found: Any?,
        path: String,
        unseen: MutableSet<String>,
    ): Difference?

    /** As messages show it. */
    abstract val text: String

    /** A value without parts, such as a number or a UUID. */
    class Plain(original: Any?, private val value: Any?) : Snapshot(original) {
        override val text: String
            get() = if (value is String && original is String) "\"$value\"" else "$value"

        override fun compare(found: Any?, path: String, unseen: MutableSet<String>): Difference? {
            val other = snapshotOf(found)
            return if (other is Plain && other.value == value) null
            else Difference(path, text, other.text)
        }
    }

    /** An object, a collection or an array. */
    class Composite(original: Any) : Snapshot(original) {
        val parts = LinkedHashMap<String, Snapshot>()

        /** Whether it has more parts than were looked at. */
        var isCut = false

        /**
         * The first snapshot of the same object in its run, if it is a service, which counts and
         * caches: a replay runs no block, so its parts may be as they were at first.
         */
        var first: Composite? = null

        override val text: String
            get() = kindOf(checkNotNull(original))

        override fun compare(found: Any?, path: String, unseen: MutableSet<String>): Difference? {
            val other = snapshotOf(found)
            if (other !is Composite || other.text != text) return Difference(path, text, other.text)
            if (isCut) unseen += "$path: more than $MAX_PARTS values"
            val values = partsOf(checkNotNull(found)) ?: return null
            for ((name, part) in parts) {
                if (name !in values) return Difference(path, text, other.text)
                val difference = part.difference(values[name], path + name, unseen) ?: continue
                if (!isAsAtFirst(name, values[name], unseen)) return difference
            }
            return null
        }

        private fun isAsAtFirst(part: String, found: Any?, unseen: MutableSet<String>): Boolean {
            val before = first?.parts?.get(part) ?: return false
            return before.difference(found, part, unseen) == null
        }
    }

    /**
     * What is not looked into.
     *
     * @property reason `null` if the user need not know
     */
    class Closed(original: Any?, private val reason: String?) : Snapshot(original) {
        override val text: String
            get() = original?.let(::kindOf).orEmpty()

        override fun compare(found: Any?, path: String, unseen: MutableSet<String>): Difference? {
            if (reason != null) unseen += "$path: $reason"
            return null
        }
    }

    /** @property path of the part that differs */
    class Difference(val path: String, val kept: String, val found: String)

    companion object {
        /** Of one variable: what is deeper or behind that many values is not compared. */
        const val MAX_PARTS = 300
    }
}

/** The first snapshots of the services of a run. */
internal typealias FirstSnapshots = java.util.IdentityHashMap<Any, Snapshot.Composite>

/**
 * The state of [value], which a [block] has captured: breadth first, so that of a large structure
 * the outermost values are kept.
 *
 * @param firsts those of the run so far; gets the new ones
 */
internal fun snapshot(value: Any?, block: Any, firsts: FirstSnapshots): Snapshot {
    val seen = java.util.IdentityHashMap<Any, Unit>()
    val open = ArrayDeque<Pair<Snapshot.Composite, Any>>()

    fun start(part: Any?): Snapshot {
        val snapshot = snapshotOf(part, block.javaClass)
        if (snapshot !is Snapshot.Composite) return snapshot
        if (seen.put(checkNotNull(part), Unit) != null) return Snapshot.Closed(part, reason = null)
        if (isService(part)) {
            snapshot.first = firsts.getOrPut(part) { snapshot }.takeIf { it !== snapshot }
        }
        open += snapshot to part
        return snapshot
    }

    val root = start(value)
    var left = Snapshot.MAX_PARTS
    while (open.isNotEmpty()) {
        val (composite, original) = open.removeFirst()
        for ((name, part) in partsOf(original).orEmpty()) {
            if (left-- <= 0) {
                composite.isCut = true
                open.forEach { it.first.isCut = true }
                return root
            }
            composite.parts[name] = start(part)
        }
    }
    return root
}
