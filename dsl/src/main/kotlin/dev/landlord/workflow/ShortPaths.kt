package dev.landlord.workflow

/**
 * This text, in which each path of deeply nested JSON, such as `$.items[0][0]…`, has only its first
 * and last segments.
 */
internal fun String.withShortPaths(): String =
    replace(JSON_PATH) { path ->
        val segments = SEGMENT.findAll(path.value).map { it.value }.toList()
        if (segments.size <= 2 * KEPT + 1) path.value
        else
            "$" +
                segments.take(KEPT).joinToString("") +
                "…" +
                segments.takeLast(KEPT).joinToString("")
    }

/** How many segments are kept at each end of a path. */
private const val KEPT = 3

private val SEGMENT = Regex("""\.[^.\[\s]+|\[[^]]*]""")

private val JSON_PATH = Regex("""\$(?:${SEGMENT.pattern})+""")
