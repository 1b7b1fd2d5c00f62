package dev.landlord.docs

/**
 * A command of a document.
 *
 * @property words as a shell splits them
 * @property input the text that it reads from a here-document
 * @property output the output that the document shows below it
 */
internal class ShellCommand(val words: List<String>, val input: String?, val output: List<String>) {
    val program: String
        get() = words.first()

    override fun toString() = words.joinToString(" ")
}

/**
 * In a `console` block commands follow a `$`, and other lines are output; `sh` has commands only.
 */
internal fun commands(block: Block): List<ShellCommand> {
    val lines = ArrayDeque(block.text.lines())
    val commands = ArrayList<ShellCommand>()
    while (lines.isNotEmpty()) {
        val first = lines.removeFirst()
        val isCommand =
            if (block.language == "console") first.startsWith("$ ")
            else first.isNotBlank() && !first.startsWith("#")
        check(isCommand || block.language != "console" || commands.isNotEmpty()) {
            "a console block begins with a command, found: $first"
        }
        if (!isCommand) continue
        var text = first.removePrefix("$ ")
        while (text.endsWith("\\")) text = text.removeSuffix("\\") + lines.removeFirst().trim()
        val end = HERE.find(text)?.groupValues?.get(1)
        val input = end?.let { lines.takeUntil(it) }
        val output =
            if (block.language == "console") lines.takeWhile { !it.startsWith("$ ") } else listOf()
        commands += ShellCommand(words(text.replace(HERE, "")), input, output)
    }
    return commands
}

private fun ArrayDeque<String>.takeUntil(end: String): String {
    val taken = takeWhile { it != end }
    repeat(taken.size + 1) { removeFirst() }
    return taken.joinToString("\n")
}

/** Handles quotes, backslashes and a trailing comment as a shell does. */
private fun words(text: String): List<String> {
    val words = ArrayList<String>()
    val word = StringBuilder()
    var isOpen = false
    var quote: Char? = null
    var index = 0
    while (index < text.length) {
        val char = text[index++]
        when {
            quote != null && char == quote -> quote = null
            quote != null -> word.append(char)
            char == '\'' || char == '"' -> {
                quote = char
                isOpen = true
            }
            char == '\\' -> word.append(text[index++])
            char == '#' && word.isEmpty() && !isOpen -> index = text.length
            char != ' ' -> word.append(char)
            word.isNotEmpty() || isOpen -> {
                words += word.toString()
                word.clear()
                isOpen = false
            }
        }
    }
    check(quote == null) { "a quote is not closed: $text" }
    return if (word.isNotEmpty() || isOpen) words + word.toString() else words
}

private val HERE = Regex("<<'(\\w+)'")
