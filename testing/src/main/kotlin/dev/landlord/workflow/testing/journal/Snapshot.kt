package dev.landlord.workflow.testing.journal

/**
 * The state of a value at one moment: an immutable value itself, or the parts of another value.
 * Also refers to the object, because a replay that captures the same object cannot differ.
 */
internal sealed class Snapshot(protected val original: Any?) {
    /**
     * Returns where the state of [found] differs; `null` if it does not.
     *
     * @param path the expression that reaches the value in the user's code
     * @param skipped receives the paths that cannot be compared, with the reason
     */
    fun difference(found: Any?, path: String, skipped: MutableSet<String>): Difference? =
        if (original != null && original === found) null else compare(found, path, skipped)

    /**
     * Returns the first change of the state until [later], a snapshot of the same variable; `null`
     * without one. Unlike [difference] it compares the state of an object with an earlier state of
     * the same object.
     */
    fun change(later: Snapshot, path: String): Difference? =
        when {
            this is Closed || later is Closed -> null
            this is Plain && later is Plain && value == later.value -> null
            this is Composite && later is Composite && text == later.text ->
                (parts.keys + later.parts.keys).firstNotNullOfOrNull { name ->
                    val before = parts[name]
                    val after = later.parts[name]
                    when {
                        before != null && after != null -> before.change(after, path + name)
                        isCut || later.isCut -> null
                        else -> Difference(path + name, before?.text ?: NONE, after?.text ?: NONE)
                    }
                }
            else -> Difference(path, text, later.text)
        }

    protected abstract fun compare(
        found: Any?,
        path: String,
        skipped: MutableSet<String>,
    ): Difference?

    /** The text in messages. */
    abstract val text: String

    /** A value without parts, such as a number or a UUID. */
    class Plain(original: Any?, val value: Any?) : Snapshot(original) {
        override val text: String
            get() = if (value is String && original is String) "\"$value\"" else "$value"

        override fun compare(found: Any?, path: String, skipped: MutableSet<String>): Difference? {
            val other = snapshotOf(found)
            return if (other is Plain && other.value == value) null
            else Difference(path, text, other.text)
        }
    }

    /** An object, a collection or an array. */
    class Composite(original: Any) : Snapshot(original) {
        val parts = LinkedHashMap<String, Snapshot>()

        /** Whether the value has more parts than [parts] holds. */
        var isCut = false

        /**
         * The first snapshot of the same object in its run, if the object is a service. A replay
         * runs no block that changes the service, so its parts may be as they were at first.
         */
        var first: Composite? = null

        override val text: String
            get() = kindOf(checkNotNull(original))

        override fun compare(found: Any?, path: String, skipped: MutableSet<String>): Difference? {
            val other = snapshotOf(found)
            if (other !is Composite || other.text != text) return Difference(path, text, other.text)
            if (isCut) skipped += "$path: more than $MAX_PARTS values"
            val values = partsOf(checkNotNull(found)) ?: return null
            for ((name, part) in parts) {
                if (name !in values) return Difference(path, text, other.text)
                val difference = part.difference(values[name], path + name, skipped) ?: continue
                if (!isAsAtFirst(name, values[name], skipped)) return difference
            }
            return null
        }

        private fun isAsAtFirst(
            part: String,
            found: Any?,
            skipped: MutableSet<String>,
        ): Boolean {
            val before = first?.parts?.get(part) ?: return false
            return before.difference(found, part, skipped) == null
        }
    }

    /**
     * An object whose parts are not read.
     *
     * @property reason for the report to the user; `null` if it would not help
     */
    class Closed(original: Any?, private val reason: String?) : Snapshot(original) {
        override val text: String
            get() = original?.let(::kindOf).orEmpty()

        override fun compare(found: Any?, path: String, skipped: MutableSet<String>): Difference? {
            if (reason != null) skipped += "$path: $reason"
            return null
        }
    }

    /** @property path of the part that differs */
    class Difference(val path: String, val recorded: String, val found: String)

    companion object {
        /** The maximum number of parts of one variable that are compared. */
        const val MAX_PARTS = 300
        private const val NONE = "no value"
    }
}

/** The first snapshots of the services of a run. */
internal typealias FirstSnapshots = java.util.IdentityHashMap<Any, Snapshot.Composite>

/**
 * Returns a snapshot of [value], which a [block] has captured. Reads the parts breadth first, so
 * that the outermost values of a large structure are compared.
 *
 * @param firsts the first snapshots so far; receives the new ones
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

/**
 * Returns a snapshot of [value] without its parts.
 *
 * @param user a class of the user, which decides which other classes are the user's; `null` for a
 *   value that is compared with a snapshot, because that decision was made for the snapshot
 */
internal fun snapshotOf(value: Any?, user: Class<*>? = null): Snapshot {
    if (value == null) return Snapshot.Plain(null, null)
    plainValue(value)?.let {
        return Snapshot.Plain(value, it)
    }
    if (isContainer(value)) return Snapshot.Composite(value)
    if (value is Unordered) return Snapshot.Closed(value, "hashed objects have no order")
    val reason = READ_RULES.get(value.javaClass).refusalFor(user)
    return if (reason == null) Snapshot.Composite(value)
    else Snapshot.Closed(value, reason.ifEmpty { null })
}

/** The kind of a value. The parts of two values are compared only if their kinds are equal. */
internal fun kindOf(value: Any): String =
    when (value) {
        is List<*> -> "a list"
        is Set<*> -> "a set"
        is Map<*, *> -> "a map"
        is Collection<*> -> "a collection"
        is Function<*> -> "a function"
        else ->
            if (value.javaClass.isArray) "an array"
            else if (value.javaClass.isHidden) "a function"
            else "a ${value.javaClass.simpleName.ifEmpty { value.javaClass.name }}"
    }
