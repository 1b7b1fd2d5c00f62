package dev.landlord.workflow

import java.lang.reflect.AnnotatedType
import java.lang.reflect.Method
import java.lang.reflect.RecordComponent
import java.util.Optional

/** Refuses a record with a `null` where its declaration does not allow one, at every level. */
internal object NullCheck {
    /** @throws JsonProblem */
    fun check(value: Any, path: JsonPath) {
        val type = value.javaClass
        if (!type.isRecord) return
        for (component in COMPONENTS.get(type)) {
            val found = component.valueOf(value)
            if (found == null && component.isNullable) continue
            check(found, component.rule, path.field(component.name))
        }
    }

    private fun check(value: Any?, rule: Rule, path: JsonPath) {
        when (value) {
            null -> if (!rule.mayBeNull) refuse(path)
            is String,
            is Number -> {}
            is Optional<*> -> if (value.isPresent) check(value.get(), rule.first, path)
            is Collection<*> ->
                value.forEachIndexed { index, element ->
                    check(element, rule.first, path.index(index))
                }
            is Map<*, *> ->
                value.forEach { (key, element) -> check(element, rule.last, path.field("$key")) }
            is Array<*> ->
                value.forEachIndexed { index, element ->
                    check(element, rule.first, path.index(index))
                }
            else -> check(value, path)
        }
    }

    private fun refuse(path: JsonPath): Nothing =
        throw JsonProblem("Expected a value, found null", "$path")

    /** The components that may have a `null` in them: reflection takes long to say which. */
    private val COMPONENTS =
        object : ClassValue<List<Component>>() {
            override fun computeValue(type: Class<*>): List<Component> =
                type.recordComponents.filterNot { it.type.isPrimitive }.map(::Component)
        }

    private class Component(component: RecordComponent) {
        private val accessor: Method = component.accessor.apply { isAccessible = true }
        val name: String = component.name
        val isNullable = component.annotations.any(::isNullable)
        val rule = Rule(component.annotatedType)

        fun valueOf(record: Any): Any? = accessor.invoke(record)
    }

    /** Where a type allows `null`. */
    private class Rule(type: AnnotatedType?) {
        val mayBeNull = type != null && type.mayBeNull()
        private val arguments = type?.let(::argumentsOf).orEmpty().map(::Rule)

        /** Of the elements of a collection, an array or an optional. */
        val first: Rule
            get() = arguments.firstOrNull() ?: STRICT

        /** Of the values of a map. */
        val last: Rule
            get() = arguments.lastOrNull() ?: STRICT
    }

    private val STRICT = Rule(null)
}
