package dev.landlord.workflow.carrier

/** A scoped value of the JDK, which has them from 25 on; before that one that has no value. */
class ScopedText private constructor(private val value: Any?) {
    val exists: Boolean = value != null

    /** The text in whose scope this is called; `null` outside. */
    fun text(): String? =
        value
            ?.let { TYPE?.getMethod("orElse", Any::class.java)?.invoke(it, "") as String }
            ?.ifEmpty { null }

    /** Runs [block] in the scope of [text]. */
    fun run(text: String, block: () -> Unit) {
        if (value == null) return block()
        val where = checkNotNull(TYPE).getMethod("where", TYPE, Any::class.java)
        val scope = where.invoke(null, value, text)
        where.returnType.getMethod("run", Runnable::class.java).invoke(scope, Runnable(block))
    }

    companion object {
        private val TYPE: Class<*>? =
            if (Runtime.version().feature() < 25) null else Class.forName("java.lang.ScopedValue")

        fun create(): ScopedText = ScopedText(TYPE?.getMethod("newInstance")?.invoke(null))
    }
}
