package dev.landlord.workflow.testing.journal

/**
 * A field that a journal's input lacks, because the caller omitted it.
 *
 * @property path such as `$.currency`
 * @property value the value that today's code fills in
 */
internal data class FilledField(val path: String, val value: String) {
    /** Which of [paths] name this field, or this field of all elements: `$.items[*].count`. */
    fun pathsIn(paths: Set<String>): List<String> =
        listOf(path, path.replace(INDEX, "[*]")).filter { it in paths }

    override fun toString(): String = "$path = $value"

    private companion object {
        val INDEX = Regex("""\[\d+]""")
    }
}
