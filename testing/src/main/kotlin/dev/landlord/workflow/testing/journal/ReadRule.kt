package dev.landlord.workflow.testing.journal

import dev.landlord.workflow.WorkflowDefinition
import java.lang.reflect.Proxy
import java.util.concurrent.Executor
import java.util.concurrent.locks.Lock
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.jvm.internal.CallableReference

/** Decides whether the fields of the objects of a class are read. */
internal class ReadRule(private val type: Class<*>) {
    private val always: String? =
        when {
            isFunction(type) -> null
            type == Any::class.java -> ""
            isOfTheDsl(type) -> if (hasEquals(type)) null else ""
            !type.module.isOpen(type.packageName, Snapshot::class.java.module) ->
                "${type.name} is in a module that is closed to reflection"
            Proxy.isProxyClass(type) -> "${type.simpleName} is a proxy"
            SERVICES.any { it.isAssignableFrom(type) } -> "${type.name} is not plain data"
            else -> null
        }
    private val unlessOfUser: String? =
        if (isFunction(type) || hasEquals(type)) null else "${type.name} has no equals()"

    /**
     * Returns why the fields are not read: empty if a report would not help the user, `null` if
     * they are read.
     *
     * @param user a class of the user
     */
    fun refusalFor(user: Class<*>?): String? =
        always ?: unlessOfUser?.takeIf { user != null && !isOfTheSameOrganisation(type, user) }
}

internal val READ_RULES =
    object : ClassValue<ReadRule>() {
        override fun computeValue(type: Class<*>) = ReadRule(type)
    }

/** Types that hold resources, threads or locks, and change without the body. */
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

internal fun isFunction(type: Class<*>) =
    type.isHidden ||
        Function::class.java.isAssignableFrom(type) ||
        CallableReference::class.java.isAssignableFrom(type)

private fun isOfTheDsl(type: Class<*>) =
    Continuation::class.java.isAssignableFrom(type) && !isFunction(type) ||
        type.protectionDomain?.codeSource ==
            WorkflowDefinition::class.java.protectionDomain.codeSource

/** Whether the class overrides `equals`, as values do, but clients and caches do not. */
internal fun hasEquals(type: Class<*>) =
    type.getMethod("equals", Any::class.java).declaringClass != Any::class.java

/**
 * Whether both classes come from the same folder or archive, or from packages of the same
 * organisation.
 */
private fun isOfTheSameOrganisation(type: Class<*>, user: Class<*>): Boolean {
    fun home(of: Class<*>) = of.packageName.split('.').take(2)
    return user.packageName.isNotEmpty() && home(type) == home(user) ||
        type.protectionDomain?.codeSource?.location == user.protectionDomain?.codeSource?.location
}
