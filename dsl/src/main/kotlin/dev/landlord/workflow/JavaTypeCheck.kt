package dev.landlord.workflow

import com.fasterxml.jackson.annotation.JsonCreator
import com.fasterxml.jackson.annotation.JsonIgnore
import com.fasterxml.jackson.annotation.JsonTypeInfo
import com.fasterxml.jackson.databind.BeanDescription
import com.fasterxml.jackson.databind.JavaType
import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.SerializationConfig
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition
import com.fasterxml.jackson.databind.node.ArrayNode
import com.fasterxml.jackson.databind.node.ObjectNode
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier
import java.lang.reflect.Executable
import java.lang.reflect.Field
import java.lang.reflect.Modifier
import java.util.Optional

/**
 * Finds the part of a Java type that Jackson would not write, or not read back, with all its
 * fields. Asks Jackson what it will do; the processor decides the same by the sources (LW008).
 */
internal class JavaTypeCheck {
    private val seen = HashSet<JavaType>()

    fun unwritable(type: JavaType): Unwritable? {
        val found = type.rawClass
        val shared = sharedSerializer(type)
        return when {
            !seen.add(type) -> null
            shared != null -> unwritable(shared.descriptor)
            found.isEnum || found in JSON_TREES -> null
            found.isAnnotationPresent(Metadata::class.java) -> Unwritable(found.name, ANNOTATE)
            found.isArray -> unwritable(type.contentType)
            found == Optional::class.java -> unwritable(type.contentType)
            found.name in MAPS -> keyOf(type) ?: unwritable(type.contentType)
            found.name in COLLECTIONS -> unwritable(type.contentType)
            isOfJdk(found) -> Unwritable(found.name, ANNOTATE)
            found.isInterface || Modifier.isAbstract(found.modifiers) -> ofSubclasses(type)
            else -> ofClass(type)
        }
    }

    private fun keyOf(type: JavaType): Unwritable? {
        val key = type.keyType
        val isOne = key.rawClass.isEnum || key.rawClass in KEYS || isText(key.rawClass)
        return if (isOne) null
        else Unwritable("a map with keys of type ${key.rawClass.name}", KEY_REMEDY)
    }

    /** Each is written with its name. */
    private fun ofSubclasses(type: JavaType): Unwritable? {
        val config = JACKSON.serializationConfig
        val description = config.introspect(type)
        val info =
            config.annotationIntrospector.findPolymorphicTypeInfo(config, description.classInfo)
        // With Id.CLASS, a caller could name any class.
        if (info == null || info.idType != JsonTypeInfo.Id.NAME) {
            return Unwritable(
                "${type.rawClass.name}, which is abstract and has no @JsonTypeInfo(use = Id.NAME)",
                NAME_SUBCLASSES,
            )
        }
        val subclasses =
            config.subtypeResolver
                .collectAndResolveSubtypesByClass(config, description.classInfo)
                .map { it.type }
                .filterNot { it.isInterface || Modifier.isAbstract(it.modifiers) }
        if (subclasses.isEmpty()) {
            return Unwritable(
                "${type.rawClass.name}, whose subclasses are unknown",
                NAME_SUBCLASSES,
            )
        }
        return subclasses.firstNotNullOfOrNull {
            if (it.isAnnotationPresent(Metadata::class.java))
                Unwritable("${it.name}, a Kotlin class below a Java class", "write it in Java")
            else unwritable(JACKSON.constructType(it))
        }
    }

    @Suppress("DEPRECATION")
    private fun ofClass(type: JavaType): Unwritable? {
        val found = type.rawClass
        val config = JACKSON.serializationConfig
        val writing = config.introspect(type)
        val reading = readingOf(type)
        val introspector = config.annotationIntrospector
        val isCustom =
            introspector.findSerializer(writing.classInfo) != null &&
                introspector.findDeserializer(writing.classInfo) != null
        return when {
            isCustom -> null
            found.enclosingClass != null && !Modifier.isStatic(found.modifiers) ->
                lost(found, "an inner class")
            writing.findJsonValueAccessor() != null -> ofValue(type, writing)
            !JACKSON.canSerialize(found) || !JACKSON.canDeserialize(type) ->
                lost(found, "which Jackson cannot write or read")
            !canBeConstructed(reading) -> lost(found, "which Jackson cannot construct")
            else -> ofFields(found, writing, reading)
        }
    }

    /** A class that is written as one value. */
    private fun ofValue(type: JavaType, writing: BeanDescription): Unwritable? {
        val value = writing.findJsonValueAccessor().type
        val creators =
            listOf<Executable>(
                    *type.rawClass.declaredConstructors,
                    *type.rawClass.declaredMethods,
                )
                .filter { it.isAnnotationPresent(JsonCreator::class.java) }
        val isReadBack = creators.any { it.parameterTypes.singleOrNull() == value.rawClass }
        return if (isReadBack) unwritable(value)
        else lost(type.rawClass, "with @JsonValue and without a @JsonCreator of the same type")
    }

    private fun canBeConstructed(reading: BeanDescription): Boolean =
        reading.findDefaultConstructor() != null ||
            reading.beanClass.isRecord ||
            reading.findProperties().any { it.hasConstructorParameter() }

    private fun ofFields(
        found: Class<*>,
        writing: BeanDescription,
        reading: BeanDescription,
    ): Unwritable? {
        val written = writing.findProperties().filter { it.couldSerialize() }
        val read = reading.findProperties().filter { it.isRead }
        val names = read.map { it.name }.toSet()
        val kept = written.filter { it.name in names }
        val hierarchy = generateSequence(found) { it.superclass }.toList()
        hierarchy
            .firstOrNull { isOfJdk(it) && it !in ROOTS }
            ?.let {
                return lost(found, "which extends ${it.name}")
            }
        val lost =
            hierarchy
                .flatMap { it.declaredFields.toList() }
                .filter(::isState)
                .firstOrNull { field -> kept.none { it.isOf(field) } }
        if (lost != null) {
            return lost(found, "whose field ${lost.name} Jackson would not write and read")
        }
        val keptNames = kept.map { it.name }
        return (kept + read.filter { it.name in keptNames }).firstNotNullOfOrNull { property ->
            unwritable(property.primaryType)?.let {
                Unwritable("${found.simpleName}.${property.name}: ${it.found}", it.remedy)
            }
        }
    }

    private fun isState(field: Field) =
        !Modifier.isStatic(field.modifiers) &&
            !Modifier.isTransient(field.modifiers) &&
            !field.isSynthetic &&
            !field.isAnnotationPresent(JsonIgnore::class.java)

    private fun BeanPropertyDefinition.isOf(field: Field) =
        internalName == field.name || this.field?.name == field.name

    private fun lost(type: Class<*>, why: String) = Unwritable("${type.name}, $why", USE_RECORD)

    private companion object {
        const val USE_RECORD =
            "make it a record, or a class with a getter and a setter for each field"
        const val NAME_SUBCLASSES =
            "use a record, or annotate it with @JsonTypeInfo(use = Id.NAME) and make it sealed"
        const val KEY_REMEDY = "use keys that are text, a number, a boolean or an enum"

        /** Any JSON, or any JSON object or array. */
        val JSON_TREES: Set<Class<*>> =
            setOf(JsonNode::class.java, ObjectNode::class.java, ArrayNode::class.java)

        val ROOTS = setOf(Any::class.java, Record::class.java)

        val COLLECTIONS =
            listOf("Collection", "List", "Set", "SortedSet", "ArrayList", "LinkedList", "HashSet")
                .plus(listOf("LinkedHashSet", "TreeSet"))
                .map { "java.util.$it" }
                .toSet()
        val MAPS =
            listOf("Map", "SortedMap", "HashMap", "LinkedHashMap", "TreeMap")
                .map { "java.util.$it" }
                .toSet()
        val KEYS: Set<Class<*>> =
            listOf(String::class, Boolean::class, Byte::class, Short::class, Int::class)
                .plus(listOf(Long::class, Float::class, Double::class, Char::class))
                .map { it.javaObjectType }
                .toSet()
    }
}

/**
 * Whether Jackson reads it: also into the private field of a getter, which it infers. A final field
 * is set by a constructor alone; Jackson would overwrite it, and compiled code may not see that.
 */
private val BeanPropertyDefinition.isRead: Boolean
    get() = couldDeserialize() || hasField() && !Modifier.isFinal(field.annotated.modifiers)

/** The description by which Jackson reads [type]: that of its builder, if it has one. */
private fun readingOf(type: JavaType): BeanDescription {
    val config = JACKSON.deserializationConfig
    val description = config.introspect(type)
    val builder =
        config.annotationIntrospector.findPOJOBuilder(description.classInfo) ?: return description
    return config.introspectForBuilder(JACKSON.constructType(builder), description)
}

/** A value that is computed from the others would not be known when it is read. */
internal class ReadableOnly : BeanSerializerModifier() {
    override fun changeProperties(
        config: SerializationConfig,
        description: BeanDescription,
        properties: MutableList<BeanPropertyWriter>,
    ): List<BeanPropertyWriter> {
        val read =
            readingOf(description.type)
                .findProperties()
                .filter { it.isRead }
                .map { it.name }
                .toSet()
        return properties.filter { it.name in read }
    }
}
