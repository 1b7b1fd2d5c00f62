package dev.landlord.workflow.testing.replay

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.restate.WorkflowService
import dev.landlord.workflow.testing.JournalErrors
import java.lang.reflect.Constructor
import java.lang.reflect.InvocationHandler
import java.lang.reflect.InvocationTargetException
import java.lang.reflect.Modifier
import java.lang.reflect.Proxy
import org.objenesis.ObjenesisStd

/**
 * Finds the definition of a service by its name, where the processor left the name of its class,
 * and makes it with stand-ins for its dependencies: a replay runs no block, so it does not need
 * them. Parameters that have a default keep it.
 */
internal class WorkflowLookup {
    private val objenesis = ObjenesisStd()

    /** What was stood in for by something that answers, but not as the real one would. */
    val pretended: MutableSet<String> = sortedSetOf()

    /**
     * @throws IllegalStateException if there is none, or it cannot be made; the message says why
     */
    fun definition(service: String): WorkflowDefinition<*, *> {
        val loader = Thread.currentThread().contextClassLoader
        val index = loader.getResource("META-INF/landlord/workflows/$service")
        checkNotNull(index) { JournalErrors.unknownService(service) }
        val name = index.readText().trim()
        try {
            return (make(Class.forName(name, true, loader), depth = 0) as WorkflowService)
                .definition()
        } catch (failure: ReflectiveOperationException) {
            val cause = (failure as? InvocationTargetException)?.cause ?: failure
            throw IllegalStateException(JournalErrors.notCreated(service, name, cause), cause)
        } catch (failure: IllegalArgumentException) {
            throw IllegalStateException(JournalErrors.notCreated(service, name, failure), failure)
        }
    }

    /**
     * The generated class and the workflow in it really are constructed, their dependencies not.
     */
    private fun make(type: Class<*>, depth: Int): Any? {
        val (synthetic, ordinary) = type.declaredConstructors.partition { it.isSynthetic }
        val constructor = ordinary.minByOrNull { it.parameterCount }
        if (depth == 2 || constructor == null) return standIn(type)
        for (full in ordinary) {
            val types = full.parameterTypes.asList()
            // Kotlin's constructor for default arguments: the parameters, a bit for each, a marker.
            val masks = (types.size + Int.SIZE_BITS - 1) / Int.SIZE_BITS
            val defaults =
                synthetic.firstOrNull {
                    it.parameterCount == types.size + masks + 1 &&
                        it.parameterTypes.take(types.size) == types &&
                        it.parameterTypes.drop(types.size).take(masks).all(Int::class.java::equals)
                } ?: continue
            return construct(
                defaults,
                types.map { make(it, depth + 1) } + List(masks) { -1 } + null,
            )
        }
        return construct(constructor, constructor.parameterTypes.map { make(it, depth + 1) })
    }

    private fun construct(constructor: Constructor<*>, arguments: List<Any?>): Any {
        constructor.isAccessible = true
        return constructor.newInstance(*arguments.toTypedArray())
    }

    private fun standIn(type: Class<*>): Any? {
        if (type.isInterface && !type.isSealed) {
            return Proxy.newProxyInstance(type.classLoader, arrayOf(type), untouched(type))
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

    private fun untouched(type: Class<*>) = InvocationHandler { proxy, method, arguments ->
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
