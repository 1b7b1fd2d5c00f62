package dev.landlord.workflow.engine

/**
 * Makes the names in a journal unique: the second `deploy` of a run is `deploy #2`. Restate
 * compares only the name of a Run on replay, so equal names could be swapped unnoticed.
 */
internal class StepNames {
    private var created: HashMap<String, Int>? = null

    fun unique(wanted: String): String {
        val uses = created ?: HashMap<String, Int>(FEW).also { created = it }
        val name = wanted.wellFormed()
        var candidate = name
        var count = uses.getOrDefault(name, 0)
        // A numbered name can itself have been written by the user; then the number goes on.
        while (true) {
            count++
            if (count > 1) candidate = "$name #$count"
            if (count == 1 || candidate !in uses) break
        }
        uses[name] = count
        if (candidate !== name) uses[candidate] = 1
        return candidate
    }
}

/** Runs that wait are kept in memory, and most have few steps. */
private const val FEW = 4

/** What of it arrives in the journal: half of a character becomes `?`. */
private fun String.wellFormed(): String =
    if (none { it.isSurrogate() }) this else toByteArray().decodeToString()
