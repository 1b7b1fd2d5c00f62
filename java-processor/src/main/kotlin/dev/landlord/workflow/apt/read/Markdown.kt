package dev.landlord.workflow.apt.read

/**
 * The text of a Javadoc comment as Markdown, which Restate's UI shows: code, links and paragraphs,
 * without the block tags.
 */
internal fun markdown(javadoc: String): String =
    javadoc
        .lines()
        .map { it.trim() }
        .takeWhile { !BLOCK_TAG.containsMatchIn(it) }
        .joinToString("\n")
        .replace(INLINE_TAG) { tag ->
            val (name, text) = tag.destructured
            when {
                name == "code" || name == "literal" -> "`${text.trim()}`"
                ' ' in text.trim() -> text.trim().substringAfter(' ')
                else -> "`${text.trim().trimStart('#').replace('#', '.')}`"
            }
        }
        .replace(CODE) { "`${it.groupValues[1]}`" }
        .replace(PARAGRAPH, "\n\n")
        .replace(TAG, "")
        .let(::unescaped)
        .replace(Regex("\n{3,}"), "\n\n")
        .trim()

private fun unescaped(text: String): String =
    text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#64;", "@")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")

private val BLOCK_TAG = Regex("^@[a-z]")
private val INLINE_TAG = Regex("\\{@(code|literal|link|linkplain)\\s+([^{}]*)}")
private val CODE = Regex("<code>([^<]*)</code>")
private val PARAGRAPH = Regex("\\s*<p>\\s*")
private val TAG = Regex("</?[a-zA-Z][^>]*>")
