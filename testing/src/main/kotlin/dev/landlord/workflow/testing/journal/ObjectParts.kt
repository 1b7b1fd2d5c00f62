package dev.landlord.workflow.testing.journal

import java.lang.reflect.Field
import java.lang.reflect.Modifier
import java.util.Optional
import java.util.SortedMap
import java.util.SortedSet
import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.Continuation
import kotlin.jvm.internal.Ref

/**
 * Returns the parts of [value], each with the suffix that reaches it in source code, such as
 * `.name` or `[0]`; `null` if they cannot be read.
 */
internal fun partsOf(value: Any): Map<String, Any?>? =
    try {
        when (value) {
            is Ref.ObjectRef<*> -> mapOf("" to value.element)
            is Optional<*> -> mapOf("" to value.orElse(null))
            is AtomicReference<*> -> mapOf("" to value.get())
            is Map<*, *> -> entries(value)
            is Set<*> -> ordered(value)?.let { elements(it, value.size) } ?: unordered(value.size)
            is Collection<*> -> elements(value.asSequence(), value.size)
            is Array<*> -> elements(value.asSequence(), value.size)
            else -> FIELDS.get(value.javaClass).associate { nameOf(it) to it.get(value) }
        }
    } catch (_: Exception) { // Another thread changes it, or its own code fails.
        null
    }

/** Kotlin names the field of a captured variable `$id`, Java `val$id`. */
private fun nameOf(field: Field) = "." + field.name.removePrefix("val$").removePrefix("$")

/**
 * Whether [value] is a service and not data, because it is equal only to itself. A block may change
 * the state of a service, such as a counter or a cache.
 */
internal fun isService(value: Any): Boolean =
    !isContainer(value) && !isFunction(value.javaClass) && !hasEquals(value.javaClass)

internal fun isContainer(value: Any) =
    value is Collection<*> ||
        value is Map<*, *> ||
        value is Array<*> ||
        value is Optional<*> ||
        value is AtomicReference<*> ||
        value is Ref.ObjectRef<*>

private fun elements(values: Sequence<Any?>, size: Int): Map<String, Any?> {
    val parts = LinkedHashMap<String, Any?>()
    parts[".size"] = size
    values.take(Snapshot.MAX_PARTS).forEachIndexed { index, value -> parts["[$index]"] = value }
    return parts
}

/** Represents elements that have no order and cannot be compared one by one. */
internal class Unordered

/** Returns the elements of a set in a stable order; `null` if there is none. */
private fun ordered(set: Set<*>): Sequence<Any?>? =
    when {
        set is SortedSet<*> || set is LinkedHashSet<*> || set.size < 2 -> set.asSequence()
        set.size > Snapshot.MAX_PARTS -> null
        set.all { it == null || plainValue(it) != null } -> set.asSequence().sortedBy { "$it" }
        else -> null
    }

private fun unordered(size: Int) = mapOf(".size" to size, ".elements" to Unordered())

private fun entries(map: Map<*, *>): Map<String, Any?> {
    val isOrdered = map is SortedMap<*, *> || map is LinkedHashMap<*, *> || map.size < 2
    val hasPlainKeys =
        map.keys.take(Snapshot.MAX_PARTS).all { it == null || plainValue(it) != null }
    if (!hasPlainKeys && !isOrdered) return unordered(map.size)
    val parts = LinkedHashMap<String, Any?>()
    parts[".size"] = map.size
    if (hasPlainKeys) {
        map.entries.take(Snapshot.MAX_PARTS).forEach { (key, value) -> parts["[$key]"] = value }
    } else {
        map.entries.take(Snapshot.MAX_PARTS).forEachIndexed { index, (key, value) ->
            parts[".keys[$index]"] = key
            parts[".values[$index]"] = value
        }
    }
    return parts
}

/** The fields that hold the state of an object, with those of its superclasses. */
private val FIELDS =
    object : ClassValue<List<Field>>() {
        override fun computeValue(type: Class<*>): List<Field> =
            generateSequence<Class<*>>(type) { it.superclass }
                .takeWhile { it != Any::class.java && !it.name.startsWith("kotlin.coroutines.") }
                .flatMap { it.declaredFields.asSequence() }
                .filterNot { Modifier.isStatic(it.modifiers) || Modifier.isTransient(it.modifiers) }
                // The other fields of a block that suspends belong to one execution of it.
                .filter {
                    !Continuation::class.java.isAssignableFrom(type) ||
                        it.name.startsWith("$") ||
                        it.name == "this$0"
                }
                .filter { it.trySetAccessible() }
                .sortedBy { it.name }
                .toList()
    }
