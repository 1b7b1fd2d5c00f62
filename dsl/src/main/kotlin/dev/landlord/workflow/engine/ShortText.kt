package dev.landlord.workflow.engine

/** The longest text of a failure, and the longest subject of a request, in characters. */
internal const val MAX_TEXT: Int = 64 * 1024

/** This text, cut after [limit] characters with a note that says so. */
internal fun String.shortened(limit: Int = MAX_TEXT): String =
    if (length <= limit) this
    else take(limit) + " … (shortened: $length characters, a journal keeps $limit)"
