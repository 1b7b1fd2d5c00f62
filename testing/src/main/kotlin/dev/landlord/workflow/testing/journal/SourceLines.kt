package dev.landlord.workflow.testing.journal

import dev.landlord.workflow.WorkflowDefinition
import java.io.IOException
import java.util.concurrent.ConcurrentHashMap

/** Finds the source lines at which the user's code requested an operation. */
internal object SourceLines {
    private val known = ConcurrentHashMap<Any, String>()
    private const val MAX_KNOWN = 10_000

    /**
     * Returns the lines from the innermost call to the outermost, such as `Order.kt:12, called from
     * Shop.kt:30`; empty if no line is known.
     *
     * @param stack the stack of the thread, which after a suspension holds only the innermost call
     * @param frames the suspended calls; the innermost is missing if it ends with the operation
     */
    fun of(stack: List<StackTraceElement>, frames: List<StackTraceElement>): String {
        // A loop requests operations at the same place again and again.
        if (known.size > MAX_KNOWN) known.clear()
        return known.computeIfAbsent(stack to frames) { find(stack, frames) }
    }

    private fun find(stack: List<StackTraceElement>, frames: List<StackTraceElement>): String {
        val innermost = stack.firstOrNull { !isLibraryCall(it) }
        val callers = frames.filter { call ->
            !isLibraryCall(call) && (innermost == null || !isSameMethod(call, innermost))
        }
        return (listOfNotNull(innermost) + callers)
            .map { "${it.fileName}:${line(it)}" }
            .distinct()
            .joinToString(", called from ")
    }

    private fun isSameMethod(one: StackTraceElement, other: StackTraceElement) =
        one.className == other.className && one.methodName == other.methodName

    private fun line(call: StackTraceElement): Int {
        val line = call.lineNumber
        for (range in RANGE.findAll(load(call)?.let(INLINED_LINES::get).orEmpty())) {
            val (source, count, first, increment) = range.destructured
            val step = increment.toIntOrNull() ?: 1
            val start = first.toInt()
            if (line >= start && line < start + (count.toIntOrNull() ?: 1) * step) {
                return source.toInt() + (line - start) / step
            }
        }
        return line
    }

    /** Whether the call belongs to the DSL or to the coroutine runtime, not to the user's code. */
    private fun isLibraryCall(call: StackTraceElement): Boolean =
        call.className.startsWith("kotlin.coroutines.") ||
            load(call)?.let { codeSource(it) == codeSource(WorkflowDefinition::class.java) } == true

    private fun codeSource(type: Class<*>) = type.protectionDomain.codeSource

    private fun load(call: StackTraceElement): Class<*>? =
        try {
            Class.forName(call.className, false, Thread.currentThread().contextClassLoader)
        } catch (_: ClassNotFoundException) {
            null
        }

    /** A range of a source map (JSR-45): source line, count, first line in the class, increment. */
    private val RANGE = Regex("""(\d+)(?:#\d+)?(?:,(\d+))?:(\d+)(?:,(\d+))?\n""")

    /**
     * The compiler gives the code of an inlined function, such as `step`, line numbers beyond the
     * end of the file. This part of the source map holds the line of each call of such a function.
     */
    private val KOTLIN_DEBUG =
        Regex("""\*S KotlinDebug\n\*F\n.*?\*L\n(.*?)\*E\n""", RegexOption.DOT_MATCHES_ALL)

    private val INLINED_LINES =
        object : ClassValue<String>() {
            override fun computeValue(type: Class<*>): String =
                try {
                    type
                        .getResourceAsStream("/${type.name.replace('.', '/')}.class")
                        ?.use { KOTLIN_DEBUG.find(String(it.readBytes(), Charsets.ISO_8859_1)) }
                        ?.groupValues
                        ?.get(1)
                        .orEmpty()
                } catch (_: IOException) {
                    ""
                }
        }
}
