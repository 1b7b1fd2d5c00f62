package dev.landlord.workflow.codegen.model

/** A class in the type of a payload, with the facts that generated code depends on. */
public class ClassModel(
    public val packageName: String,
    /** The simple names from the outermost class in. */
    public val path: List<String>,
    /** Whether it and all classes around it are public. */
    public val isPublic: Boolean,
    /** The opt-in markers that code which names the class needs. */
    public val markers: List<MarkerModel>,
) {
    public val qualifiedName: String
        get() = qualified(packageName, path)
}

/** An annotation class that is itself annotated with `@RequiresOptIn`. */
public class MarkerModel(
    public val packageName: String,
    public val path: List<String>,
    /** Whether code without the opt-in does not compile; otherwise it compiles with a warning. */
    public val isError: Boolean,
) {
    public val qualifiedName: String
        get() = qualified(packageName, path)
}

private fun qualified(packageName: String, path: List<String>): String =
    (listOf(packageName) + path).filter { it.isNotEmpty() }.joinToString(".")
