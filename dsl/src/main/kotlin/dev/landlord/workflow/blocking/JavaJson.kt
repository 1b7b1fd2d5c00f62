package dev.landlord.workflow.blocking

import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.javaType
import dev.restate.common.Slice
import java.lang.reflect.Type

/**
 * Writes and reads the JSON of a type of Java, as the verbs do; `Void` is nothing.
 *
 * @param verb the function that received the type, for messages
 * @throws IllegalArgumentException if a value of [type] could not be written, or not be read back
 */
@InternalEngineApi
public class JavaJson<T>(verb: String, type: Type) {
    private val type = javaType<T>(verb, type)

    public fun write(value: T): Slice = type.write(type.orUnit(value))

    /** @throws IllegalArgumentException if [json] is not of this type */
    @Suppress("UNCHECKED_CAST")
    public fun read(json: Slice): T = type.read(json).let { if (it === Unit) null as T else it }
}
