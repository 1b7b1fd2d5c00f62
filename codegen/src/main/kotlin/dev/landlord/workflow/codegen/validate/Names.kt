package dev.landlord.workflow.codegen.validate

import javax.lang.model.SourceVersion

/**
 * Which names generated code can write: some of it is Java, and Restate's processor, which
 * generates from our services, quotes no name.
 */
internal object Names {
    /** Whether Kotlin reads it as a name without backticks, keywords not considered. */
    fun isPlain(name: String): Boolean = PLAIN.matches(name) && name.any { it != '_' }

    /** Why generated code cannot name a package; `null` if it can. */
    fun problemOfPackage(name: String): String? =
        name.split('.').filter { it.isNotEmpty() }.firstNotNullOfOrNull(::problem)

    /** Why generated code cannot name a class, or one around it; `null` if it can. */
    fun problemOfClass(path: List<String>): String? = path.firstNotNullOfOrNull {
        problem(it) ?: "\"$it\" cannot name a class in Java".takeIf { _ -> it in NO_CLASS }
    }

    /** Whether it is a keyword of Kotlin or of Java. */
    fun isKeyword(name: String): Boolean = name in KEYWORDS || SourceVersion.isKeyword(name)

    private fun problem(name: String): String? =
        when {
            name in KEYWORDS -> "\"$name\" is a keyword of Kotlin"
            SourceVersion.isKeyword(name) -> "\"$name\" is a keyword of Java"
            !isPlain(name) -> "\"$name\" is not made of letters, digits and '_'"
            else -> null
        }

    private val PLAIN = Regex("[\\p{L}_][\\p{L}\\p{Nd}_]*")

    /** Kotlin's; Java's are known to [SourceVersion]. */
    private val KEYWORDS =
        setOf("as", "fun", "in", "is", "object", "typealias", "typeof", "val", "var", "when")

    /** Words that are keywords in Java where the name of a class stands. */
    private val NO_CLASS = setOf("permits", "record", "sealed", "yield")
}
