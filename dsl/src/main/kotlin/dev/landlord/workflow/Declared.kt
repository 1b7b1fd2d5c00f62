package dev.landlord.workflow

/**
 * What a workflow class declares: it has the name of its property in Kotlin, and of its field in
 * Java, where the name is known when the workflow is defined.
 */
public sealed class Declared(name: String?, private val kind: String) {
    private var bound: String? = name

    /**
     * The name of the property or field.
     *
     * @throws IllegalStateException if this was created with `of` and is no public field of a
     *   workflow class
     */
    public val name: String
        get() = checkNotNull(bound) { DefinitionErrors.unnamed(kind) }

    /** Gives this the [name] of its field; the same again has no effect. */
    internal fun bind(name: String) {
        check(bound == null || bound == name) { DefinitionErrors.named(kind, name, "$bound") }
        bound = name
    }
}
