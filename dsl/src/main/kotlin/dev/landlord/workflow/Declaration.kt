package dev.landlord.workflow

import kotlin.properties.ReadOnlyProperty
import kotlin.reflect.KProperty

/**
 * The declaration of an [Approval], [Signal], [Query], [Promise] or [State] after the keyword `by`:
 * creates the [P] with the name of the property.
 */
public class Declaration<out P>
internal constructor(private val kind: String, private val make: (name: String) -> P) {
    /** @throws IllegalStateException if the property is not a property of a class */
    public operator fun provideDelegate(
        workflow: Any?,
        property: KProperty<*>,
    ): ReadOnlyProperty<Any?, P> {
        checkNotNull(workflow) { DefinitionErrors.noClass(kind, property.name) }
        val made = make(property.name)
        return ReadOnlyProperty { _, _ -> made }
    }
}
