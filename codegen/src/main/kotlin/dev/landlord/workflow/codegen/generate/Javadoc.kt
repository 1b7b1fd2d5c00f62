package dev.landlord.workflow.codegen.generate

/**
 * What was said in KDoc, as Javadoc: code, links and paragraphs; and nothing that ends a comment.
 */
internal fun javadoc(kdoc: String): String =
    kdoc
        .split(Regex("\\n\\s*\\n"))
        .map { paragraph -> paragraph.lines().joinToString("\n") { it.trim() } }
        .filter { it.isNotBlank() }
        .mapIndexed { index, paragraph -> (if (index == 0) "" else "<p>") + inline(paragraph) }
        .joinToString("\n\n")

private fun inline(text: String): String {
    val out = StringBuilder()
    var end = 0
    for (code in CODE.findAll(text)) {
        out.append(escaped(text.substring(end, code.range.first)))
        out.append(code(code.groupValues.drop(1).first { it.isNotEmpty() }))
        end = code.range.last + 1
    }
    return out.append(escaped(text.substring(end))).toString()
}

private fun escaped(text: String) =
    text
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "&#64;")
        .replace("*/", "*&#47;")
        .replace("\\", "&#92;")

/** In `{@code …}` nothing is escaped, and braces have to come in pairs. */
private fun code(words: String): String =
    if (words.any { it in "{}\\" } || "*/" in words) "<code>${escaped(words)}</code>"
    else "{@code $words}"

/** `code`, [Link] and [words][Link]. */
private val CODE = Regex("`([^`\\n]+)`|\\[([\\w.#]+)](?!\\()")
