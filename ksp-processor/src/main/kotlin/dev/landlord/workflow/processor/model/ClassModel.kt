package dev.landlord.workflow.processor.model

/** A class that the type of a payload names, as far as generated code depends on it. */
internal class ClassModel(
    val packageName: String,
    /** The simple names from the outermost class in. */
    val path: List<String>,
    /** Whether it and all classes around it are public. */
    val isPublic: Boolean,
    /** What has to be opted in to where it is named. */
    val markers: List<MarkerModel>,
) {
    val qualifiedName: String
        get() = qualified(packageName, path)
}

/** An annotation class that is itself annotated with `@RequiresOptIn`. */
internal class MarkerModel(
    val packageName: String,
    val path: List<String>,
    /** Whether code without the opt-in does not compile; otherwise it compiles with a warning. */
    val isError: Boolean,
) {
    val qualifiedName: String
        get() = qualified(packageName, path)
}

private fun qualified(packageName: String, path: List<String>): String =
    (listOf(packageName) + path).filter { it.isNotEmpty() }.joinToString(".")
