package dev.landlord.workflow.testing.replay

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.restate.WorkflowService
import dev.landlord.workflow.testing.errors.JournalErrors
import java.lang.reflect.Constructor
import java.lang.reflect.InvocationHandler
import java.lang.reflect.InvocationTargetException
import java.lang.reflect.Modifier
import java.lang.reflect.Proxy
import org.objenesis.ObjenesisStd

/**
 * Finds the workflow of a service on the class path, where the processor has written the name of
 * its class, and creates it. Replaces its dependencies by stand-ins, because a replay runs no block
 * that uses them. A parameter with a default value gets that value.
 */
internal class WorkflowLookup {
    private val objenesis = ObjenesisStd()

    /** The types whose stand-in returns empty values instead of throwing an exception. */
    val pretended: MutableSet<String> = sortedSetOf()

    /**
     * Creates the workflow of [service] and returns its definition.
     *
     * @throws IllegalStateException if no workflow has this name, or it cannot be created
     */
    fun definition(service: String): WorkflowDefinition<*, *> {
        val loader = Thread.currentThread().contextClassLoader
        val index = loader.getResource("META-INF/landlord/workflows/$service")
        checkNotNull(index) { JournalErrors.unknownService(service) }
        val name = index.readText().trim()
        try {
            return (create(Class.forName(name, true, loader), depth = 0) as WorkflowService)
                .definition()
        } catch (failure: ReflectiveOperationException) {
            val cause = (failure as? InvocationTargetException)?.cause ?: failure
            throw IllegalStateException(JournalErrors.notCreated(service, name, cause), cause)
        } catch (failure: IllegalArgumentException) {
            throw IllegalStateException(JournalErrors.notCreated(service, name, failure), failure)
        }
    }

    /**
     * Creates the generated service at [depth] 0 and the workflow class at 1 with their
     * constructors; the dependencies, at 2, are stand-ins.
     */
    private fun create(type: Class<*>, depth: Int): Any? {
        val (synthetic, ordinary) = type.declaredConstructors.partition { it.isSynthetic }
        val constructor = ordinary.minByOrNull { it.parameterCount }
        if (depth == 2 || constructor == null) return standIn(type)
        for (full in ordinary) {
            val types = full.parameterTypes.asList()
            // The compiler's constructor for default arguments has the parameters, a bit mask for
            // each 32 of
            // them, and a marker.
            val masks = (types.size + Int.SIZE_BITS - 1) / Int.SIZE_BITS
            val defaults =
                synthetic.firstOrNull {
                    it.parameterCount == types.size + masks + 1 &&
                        it.parameterTypes.take(types.size) == types &&
                        it.parameterTypes.drop(types.size).take(masks).all(Int::class.java::equals)
                } ?: continue
            return construct(
                defaults,
                types.map { create(it, depth + 1) } + List(masks) { -1 } + null,
            )
        }
        return construct(constructor, constructor.parameterTypes.map { create(it, depth + 1) })
    }

    private fun construct(constructor: Constructor<*>, arguments: List<Any?>): Any {
        constructor.isAccessible = true
        return constructor.newInstance(*arguments.toTypedArray())
    }

    private fun standIn(type: Class<*>): Any? {
        if (type.isInterface && !type.isSealed) {
            return Proxy.newProxyInstance(type.classLoader, arrayOf(type), throwing(type))
        }
        pretended += type.simpleName
        return when {
            type.isPrimitive -> zero(type)
            type == String::class.java -> ""
            type.isArray -> java.lang.reflect.Array.newInstance(type.componentType, 0)
            type.isEnum -> type.enumConstants.firstOrNull()
            Modifier.isAbstract(type.modifiers) -> null
            else -> objenesis.newInstance(type)
        }
    }

    private fun zero(type: Class<*>): Any =
        java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(type, 1), 0)

    private fun throwing(type: Class<*>) = InvocationHandler { proxy, method, arguments ->
        when (method.name) {
            "toString" -> "a stand-in for ${type.simpleName}"
            "hashCode" -> System.identityHashCode(proxy)
            "equals" -> proxy === arguments[0]
            else ->
                throw UnsupportedOperationException(
                    JournalErrors.standIn(type.simpleName, method.name)
                )
        }
    }
}
