package dev.landlord.workflow.testing.journal

import java.lang.reflect.Field
import java.lang.reflect.Modifier

/**
 * The variables that the block of a step has captured. A replay does not run the block, but an undo
 * action that runs after a crash uses them, so each replay must compute the same values.
 */
internal class CapturedVariables(private val block: Any?) {
    private var recorded: Map<String, Snapshot> = emptyMap()

    /**
     * Records the current values, because the block may change them when it runs.
     *
     * @param firsts the first snapshots of the services of the run
     */
    fun record(firsts: FirstSnapshots) {
        if (block == null) return
        recorded = variables().mapValues { (_, value) -> snapshot(value, block, firsts) }
    }

    /**
     * Returns the first difference between the recorded values and those that the block of a replay
     * has captured; `null` without a difference. Does not compare an object that both share,
     * because it existed before the body ran.
     *
     * @param skipped receives the variables that cannot be compared
     */
    fun difference(found: CapturedVariables, skipped: MutableSet<String>): String? {
        if (recorded.isEmpty() || found.block == null) return null
        val values = found.variables()
        for ((name, snapshot) in recorded) {
            if (name !in values) continue
            val difference = snapshot.difference(values[name], name, skipped) ?: continue
            val part = if (difference.path == name) "" else "`${difference.path}` "
            return "another value of `$name`, which its block uses: $part${difference.recorded} became " +
                difference.found
        }
        return null
    }

    private fun variables(): Map<String, Any?> {
        if (block == null) return emptyMap()
        return FIELDS.get(block.javaClass).associate { nameOf(it) to it.get(block) }
    }

    companion object {
        val None = CapturedVariables(null)

        /**
         * The compiler names the field of a captured variable `id` `$id`, that of Java `val$id`,
         * and no other field so. The fields of a lambda in Java are numbered.
         */
        private val FIELDS =
            object : ClassValue<List<Field>>() {
                override fun computeValue(type: Class<*>): List<Field> =
                    type.declaredFields
                        .filter { isCaptured(it) && !Modifier.isStatic(it.modifiers) }
                        .filter { it.trySetAccessible() }
                        .sortedBy { it.name }
            }

        private fun isCaptured(field: Field) =
            field.name.startsWith("$") ||
                field.name.startsWith(IN_JAVA) ||
                field.declaringClass.isHidden

        private fun nameOf(field: Field) =
            if (field.declaringClass.isHidden) field.name.replace("arg$", "captured variable ")
            else field.name.removePrefix(IN_JAVA).removePrefix("$")

        private const val IN_JAVA = "val$"
    }
}
