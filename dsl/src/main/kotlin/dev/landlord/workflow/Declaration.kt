package dev.landlord.workflow

import kotlin.properties.ReadOnlyProperty
import kotlin.reflect.KProperty

/**
 * What stands after `by` where an [Approval], a [Signal] or a [Query] is declared: makes the [P]
 * with the name of the property.
 */
public class Declaration<out P>
internal constructor(private val kind: String, private val make: (name: String) -> P) {
    /** @throws IllegalStateException if it is not a property of a class */
    public operator fun provideDelegate(
        workflow: Any?,
        property: KProperty<*>,
    ): ReadOnlyProperty<Any?, P> {
        checkNotNull(workflow) { DefinitionErrors.noClass(kind, property.name) }
        val made = make(property.name)
        return ReadOnlyProperty { _, _ -> made }
    }
}
