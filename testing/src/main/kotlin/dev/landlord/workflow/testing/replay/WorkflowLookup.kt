package dev.landlord.workflow.testing.replay

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.testing.TestAdvice
import java.lang.reflect.Constructor
import java.lang.reflect.InvocationHandler
import java.lang.reflect.InvocationTargetException
import java.lang.reflect.Proxy
import org.objenesis.ObjenesisStd

/**
 * Finds the definition of a service by its name, where the processor left the name of its class,
 * and makes it with stand-ins for its dependencies: a replay runs no block, so it does not need
 * them.
 */
internal object WorkflowLookup {
    private val objenesis = ObjenesisStd()

    /**
     * @throws IllegalStateException if there is none, or it cannot be made; the message says why
     */
    fun definition(service: String): WorkflowDefinition<*, *> {
        val loader = Thread.currentThread().contextClassLoader
        val index = loader.getResource("META-INF/landlord/workflows/$service")
        checkNotNull(index) { TestAdvice.unknownService(service) }
        val type = Class.forName(index.readText().trim(), true, loader)
        val instance =
            try {
                make(type, depth = 0)
            } catch (failure: ReflectiveOperationException) {
                val cause = (failure as? InvocationTargetException)?.cause ?: failure
                throw IllegalStateException(
                    TestAdvice.unmadeWorkflow(service, type.name, cause),
                    cause,
                )
            }
        val field = type.declaredFields.single { it.type == WorkflowDefinition::class.java }
        field.isAccessible = true
        return field.get(instance) as WorkflowDefinition<*, *>
    }

    /**
     * The generated class and the workflow in it really are constructed, their dependencies not.
     */
    private fun make(type: Class<*>, depth: Int): Any? {
        val constructor =
            type.declaredConstructors.filterNot { it.isSynthetic }.minByOrNull { it.parameterCount }
        if (depth == 2 || constructor == null) return standIn(type)
        return construct(constructor, depth)
    }

    private fun construct(constructor: Constructor<*>, depth: Int): Any {
        constructor.isAccessible = true
        val arguments = constructor.parameterTypes.map { make(it, depth + 1) }
        return constructor.newInstance(*arguments.toTypedArray())
    }

    private fun standIn(type: Class<*>): Any? =
        when {
            type.isPrimitive ->
                java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(type, 1), 0)
            type == String::class.java -> ""
            type.isInterface ->
                Proxy.newProxyInstance(type.classLoader, arrayOf(type), untouched(type))
            type.isArray -> java.lang.reflect.Array.newInstance(type.componentType, 0)
            type.isEnum -> type.enumConstants.firstOrNull()
            java.lang.reflect.Modifier.isAbstract(type.modifiers) -> null
            else -> objenesis.newInstance(type)
        }

    private fun untouched(type: Class<*>) = InvocationHandler { proxy, method, arguments ->
        when (method.name) {
            "toString" -> "a stand-in for ${type.simpleName}"
            "hashCode" -> System.identityHashCode(proxy)
            "equals" -> proxy === arguments[0]
            else ->
                throw UnsupportedOperationException(
                    TestAdvice.standIn(type.simpleName, method.name)
                )
        }
    }
}
