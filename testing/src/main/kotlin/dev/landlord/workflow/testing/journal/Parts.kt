package dev.landlord.workflow.testing.journal

import dev.landlord.workflow.WorkflowDefinition
import java.lang.reflect.Field
import java.lang.reflect.Modifier
import java.lang.reflect.Proxy
import java.util.Optional
import java.util.SortedMap
import java.util.SortedSet
import java.util.concurrent.Executor
import java.util.concurrent.atomic.AtomicReference
import java.util.concurrent.locks.Lock
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.jvm.internal.CallableReference
import kotlin.jvm.internal.Ref
import kotlinx.serialization.InternalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.json.Json
import kotlinx.serialization.serializerOrNull

/**
 * [value] as a snapshot, whose parts are not filled in.
 *
 * @param user a class of the user: by its package others are known to be the user's too; `null`
 *   where a value is compared, and the snapshot that it is compared with has been judged
 */
internal fun snapshotOf(value: Any?, user: Class<*>? = null): Snapshot {
    if (value == null) return Snapshot.Plain(null, null)
    plain(value)?.let {
        return Snapshot.Plain(value, it)
    }
    if (isContainer(value)) return Snapshot.Composite(value)
    if (value is Unordered) return Snapshot.Closed(value, "hashed objects are in no order")
    val reason = READ_RULES.get(value.javaClass).refusalFor(user)
    return if (reason == null) Snapshot.Composite(value)
    else Snapshot.Closed(value, reason.ifEmpty { null })
}

/** What two values must have in common before their parts are compared. */
internal fun kindOf(value: Any): String =
    when (value) {
        is List<*> -> "a list"
        is Set<*> -> "a set"
        is Map<*, *> -> "a map"
        is Collection<*> -> "a collection"
        is Function<*> -> "a function"
        else ->
            if (value.javaClass.isArray) "an array"
            else if (value.javaClass.isHidden) "a function"
            else "a ${value.javaClass.simpleName.ifEmpty { value.javaClass.name }}"
    }

/**
 * The parts of [value] by what is written behind a variable to reach them; `null` if they cannot be
 * read.
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
    } catch (_: Exception) { // it was changed by another thread, or runs code that fails
        null
    }

/** The compiler names what a lambda or an object has captured `$id`; that of Java `val$id`. */
private fun nameOf(field: Field) = "." + field.name.removePrefix("val$").removePrefix("$")

/**
 * Whether [value] is an object that is no data, because it is equal to itself only: what a block
 * changes in it, such as a counter or a cache, is its own affair.
 */
internal fun isService(value: Any): Boolean =
    !isContainer(value) && !isFunction(value.javaClass) && !hasEquals(value.javaClass)

private fun isContainer(value: Any) =
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

/** Stands for elements that cannot be compared one by one. */
private class Unordered

/** Sets without an order of their own get one; `null` if that is not possible. */
private fun ordered(set: Set<*>): Sequence<Any?>? =
    when {
        set is SortedSet<*> || set is LinkedHashSet<*> || set.size < 2 -> set.asSequence()
        set.size > Snapshot.MAX_PARTS -> null
        set.all { it == null || plain(it) != null } -> set.asSequence().sortedBy { "$it" }
        else -> null
    }

private fun unordered(size: Int) = mapOf(".size" to size, ".elements" to Unordered())

private fun entries(map: Map<*, *>): Map<String, Any?> {
    val isOrdered = map is SortedMap<*, *> || map is LinkedHashMap<*, *> || map.size < 2
    val hasPlainKeys = map.keys.take(Snapshot.MAX_PARTS).all { it == null || plain(it) != null }
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

/** A value that stands for [value] and does not change; `null` if it has parts. */
private fun plain(value: Any): Any? =
    when (value) {
        is String,
        is Enum<*> -> value
        is java.util.Date -> value.toInstant()
        is CharSequence,
        is Throwable,
        is java.util.Locale,
        is java.util.regex.Pattern,
        is java.nio.charset.Charset,
        is java.time.ZoneId,
        is java.time.temporal.TemporalAmount,
        is java.util.concurrent.atomic.AtomicBoolean,
        is Regex -> "$value"
        is Class<*> -> value.name
        is BooleanArray -> value.asList().toString()
        is ByteArray -> value.asList().toString()
        is ShortArray -> value.asList().toString()
        is IntArray -> value.asList().toString()
        is LongArray -> value.asList().toString()
        is FloatArray -> value.asList().toString()
        is DoubleArray -> value.asList().toString()
        is CharArray -> value.asList().toString()
        is Ref.IntRef -> value.element
        is Ref.LongRef -> value.element
        is Ref.ShortRef -> value.element
        is Ref.ByteRef -> value.element
        is Ref.CharRef -> value.element
        is Ref.FloatRef -> value.element
        is Ref.DoubleRef -> value.element
        is Ref.BooleanRef -> value.element
        is Number -> if (value is Comparable<*>) value else "$value"
        is Comparable<*> -> value.takeIf { isOfThePlatform(it.javaClass) }
        else -> null
    } ?: SERIALIZERS.get(value.javaClass)[0]?.let { json(it, value) }

private val SERIALIZERS =
    object : ClassValue<Array<KSerializer<Any>?>>() {
        @OptIn(InternalSerializationApi::class)
        @Suppress("UNCHECKED_CAST")
        override fun computeValue(type: Class<*>) =
            arrayOf(
                if (type.typeParameters.isEmpty() && !isOfThePlatform(type))
                    type.kotlin.serializerOrNull() as KSerializer<Any>?
                else null
            )
    }

private val JSON = Json { encodeDefaults = true }

private fun json(serializer: KSerializer<Any>, value: Any): String? = runCatching {
    JSON.encodeToString(serializer, value)
}
    .getOrNull()

private fun isOfThePlatform(type: Class<*>) =
    type.classLoader == null ||
        type.classLoader == ClassLoader.getPlatformClassLoader() ||
        type.name.startsWith("kotlin.")

/** Whether the fields of an object of this class are read; it depends on whose class it is. */
private class ReadRule(private val type: Class<*>) {
    private val always: String? =
        when {
            isFunction(type) -> null
            type == Any::class.java -> ""
            isOfTheDsl(type) -> if (hasEquals(type)) null else ""
            !type.module.isOpen(type.packageName, Snapshot::class.java.module) ->
                "${type.name} is of a module that is closed to reflection"
            Proxy.isProxyClass(type) -> "${type.simpleName} is a proxy"
            SERVICES.any { it.isAssignableFrom(type) } -> "${type.name} is no plain data"
            else -> null
        }
    private val others: String? =
        if (isFunction(type) || hasEquals(type)) null else "${type.name} has no equals()"

    /** Why they are not read; empty if the user need not know, `null` if they are read. */
    fun refusalFor(user: Class<*>?): String? =
        always ?: others?.takeIf { user != null && !isOfTheSameOrganisation(type, user) }
}

private val READ_RULES =
    object : ClassValue<ReadRule>() {
        override fun computeValue(type: Class<*>) = ReadRule(type)
    }

/** What holds resources, threads or locks, and changes without the body. */
private val SERVICES: List<Class<*>> =
    listOf(
        AutoCloseable::class.java,
        Thread::class.java,
        Executor::class.java,
        Lock::class.java,
        Lazy::class.java,
        ClassLoader::class.java,
        CoroutineContext::class.java,
    )

private fun isFunction(type: Class<*>) =
    type.isHidden ||
        Function::class.java.isAssignableFrom(type) ||
        CallableReference::class.java.isAssignableFrom(type)

private fun isOfTheDsl(type: Class<*>) =
    Continuation::class.java.isAssignableFrom(type) && !isFunction(type) ||
        type.protectionDomain?.codeSource ==
            WorkflowDefinition::class.java.protectionDomain.codeSource

/** Libraries mark their values so; their clients and caches have none. */
private fun hasEquals(type: Class<*>) =
    type.getMethod("equals", Any::class.java).declaringClass != Any::class.java

/** Whether both lie in the same folder or archive, or in packages of the same organisation. */
private fun isOfTheSameOrganisation(type: Class<*>, user: Class<*>): Boolean {
    fun home(of: Class<*>) = of.packageName.split('.').take(2)
    return user.packageName.isNotEmpty() && home(type) == home(user) ||
        type.protectionDomain?.codeSource?.location == user.protectionDomain?.codeSource?.location
}

/** The fields that make up the state of an object, those of its superclasses too. */
private val FIELDS =
    object : ClassValue<List<Field>>() {
        override fun computeValue(type: Class<*>): List<Field> =
            generateSequence<Class<*>>(type) { it.superclass }
                .takeWhile { it != Any::class.java && !it.name.startsWith("kotlin.coroutines.") }
                .flatMap { it.declaredFields.asSequence() }
                .filterNot { Modifier.isStatic(it.modifiers) || Modifier.isTransient(it.modifiers) }
                // Others of a block that suspends belong to one run of it.
                .filter {
                    !Continuation::class.java.isAssignableFrom(type) ||
                        it.name.startsWith("$") ||
                        it.name == "this$0"
                }
                .filter { it.trySetAccessible() }
                .sortedBy { it.name }
                .toList()
    }
