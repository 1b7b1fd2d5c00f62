package dev.landlord.workflow.testing.journal

import java.lang.reflect.Field
import java.lang.reflect.Modifier

/**
 * The variables that the block of a step has captured. A replay does not run the block, and after a
 * crash an undo relies on them; so a replay must compute the same.
 */
internal class Captured(private val block: Any?) {
    private var kept: Map<String, Snapshot> = emptyMap()

    /**
     * Keeps the values as they are now, because the block may change them when it runs.
     *
     * @param firsts the first snapshots of the services of the run
     */
    fun keep(firsts: FirstSnapshots) {
        if (block == null) return
        kept = variables().mapValues { (_, value) -> snapshot(value, block, firsts) }
    }

    /**
     * The first difference between what was kept and what the block of a replay has captured;
     * `null` without a difference. Objects that both share were there before the body, and are not
     * compared.
     *
     * @param unseen gets what could not be compared
     */
    fun difference(found: Captured, unseen: MutableSet<String>): String? {
        if (kept.isEmpty() || found.block == null) return null
        val values = found.variables()
        for ((name, snapshot) in kept) {
            if (name !in values) continue
            val difference = snapshot.difference(values[name], name, unseen) ?: continue
            val part = if (difference.path == name) "" else "`${difference.path}` "
            return "another value of `$name`, which its block uses: $part${difference.kept} became " +
                difference.found
        }
        return null
    }

    private fun variables(): Map<String, Any?> {
        if (block == null) return emptyMap()
        return FIELDS.get(block.javaClass).associate { it.name.removePrefix("$") to it.get(block) }
    }

    companion object {
        val Nothing = Captured(null)

        /** The compiler names a captured `id` `$id`, and nothing else of a block like that. */
        private val FIELDS =
            object : ClassValue<List<Field>>() {
                override fun computeValue(type: Class<*>): List<Field> =
                    type.declaredFields
                        .filter { it.name.startsWith("$") && !Modifier.isStatic(it.modifiers) }
                        .filter { it.trySetAccessible() }
                        .sortedBy { it.name }
            }
    }
}
