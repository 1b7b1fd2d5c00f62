package dev.landlord.workflow.processor.model

/**
 * An annotated declaration, as plain facts: what the validator judges and the generator writes
 * from. Knows neither KSP nor a code writer.
 */
internal class WorkflowModel(
    val at: Place,
    val packageName: String,
    /** The simple names from the outermost class in; of a property, its own. */
    val path: List<String>,
    val kind: Kind,
    /** What was written in the annotation; empty if nothing was. */
    val givenName: String,
    val visibility: Visibility,
    /** Enclosing classes that are not public. */
    val hiddenIn: List<String>,
    val isAbstract: Boolean,
    val isInner: Boolean,
    val typeParameters: List<String>,
    val definitions: List<DefinitionModel>,
    val interactions: List<InteractionModel>,
    /** Whether a delegated property has an unresolved type: it may be an approval or a signal. */
    val hasUnresolved: Boolean,
    /** Those of the classes to be generated that stand in the sources already. */
    val takenClasses: List<String>,
    /** What stands in its package and hides what generated code means by that name. */
    val hiding: List<String>,
    /** What has to be opted in to where the class and its properties are used. */
    val markers: List<MarkerModel>,
    val documentation: String?,
) {
    enum class Kind(val text: String) {
        CLASS("a class"),
        INTERFACE("an interface"),
        OBJECT("an object"),
        ENUM("an enum class"),
        ANNOTATION("an annotation class"),
        TOP_LEVEL_PROPERTY("a top-level property"),
        MEMBER_PROPERTY("a property of a class");

        val isProperty: Boolean
            get() = this == TOP_LEVEL_PROPERTY || this == MEMBER_PROPERTY
    }

    val name: String
        get() = path.joinToString(".")

    val qualifiedName: String
        get() = if (packageName.isEmpty()) name else "$packageName.$name"

    /** The function by which other workflows call it. */
    val requestsFunction: String
        get() = requestsFunctionOf(path)

    /** What Restate and the callers know it by. */
    val serviceName: String
        get() = givenName.ifEmpty { flat(path) }

    /** The class of the service. */
    val serviceClass: String
        get() = flat(path) + "Service"

    /** The client for Java. */
    val clientClass: String
        get() = flat(path) + "Client"

    /** The client for Kotlin. */
    val coroutineClientClass: String
        get() = flat(path) + "CoroutineClient"

    /** What the clients know of types. */
    val payloadsClass: String
        get() = flat(path) + "Payloads"

    /** All classes to be generated. */
    val generatedClasses: List<String>
        get() = generatedClassesOf(path)

    /** What has to be opted in to where it, or one of its payloads, is named. */
    val allMarkers: List<MarkerModel>
        get() {
            val payloads =
                definitions.flatMap { it.inputClasses + it.outputClasses } +
                    interactions.flatMap { it.classes }
            return markers + payloads.flatMap { it.markers }
        }

    /** Of the class and its longest handler, which file names consist of; in bytes. */
    val longestName: Int
        get() =
            serviceClass.bytes +
                (interactions.flatMap { it.handlers }.maxOfOrNull { it.bytes } ?: 0)

    val qualifiedServiceClass: String
        get() = if (packageName.isEmpty()) serviceClass else "$packageName.$serviceClass"

    companion object {
        /** The names of the classes generated for what stands at [path]. */
        fun generatedClassesOf(path: List<String>): List<String> =
            OWN_CLASSES.map { flat(path) + it } +
                RESTATE_CLASSES.map { flat(path) + "Service" + it }

        private val OWN_CLASSES = listOf("Service", "Client", "CoroutineClient", "Payloads")

        /** What Restate's processor adds to the name of a service. */
        private val RESTATE_CLASSES = listOf("Client", "Handlers", "ServiceDefinitionFactory")

        private fun flat(path: List<String>) =
            path.joinToString("").replaceFirstChar(Char::uppercaseChar)

        private val String.bytes: Int
            get() = encodeToByteArray().size

        /** The function by which other workflows call what stands at [path]. */
        fun requestsFunctionOf(path: List<String>): String =
            flat(path).replaceFirstChar(Char::lowercaseChar)
    }
}

/** A property whose type is `WorkflowDefinition`. */
internal class DefinitionModel(
    val at: Place,
    val name: String,
    val visibility: Visibility,
    val input: TypeModel,
    val output: TypeModel,
    val inputClasses: List<ClassModel>,
    val outputClasses: List<ClassModel>,
)

/** A property by which people and other systems reach a run: an approval, a signal and so on. */
internal class InteractionModel(
    val at: Place,
    val name: String,
    val kind: Kind,
    val visibility: Visibility,
    /** Whether it is declared with `by`, which makes it one. */
    val isDelegated: Boolean,
    val payload: TypeModel,
    /** The classes that the type of the payload names. */
    val classes: List<ClassModel>,
    val documentation: String?,
) {
    enum class Kind(
        val type: String,
        /** The property of the service that lists them. */
        val list: String,
    ) {
        APPROVAL("Approval", "approvals"),
        SIGNAL("Signal", "signals"),
        QUERY("Query", "queries"),
        PROMISE("Promise", "promises");

        /** The function that declares one, and what messages call it. */
        val word: String
            get() = type.lowercase()
    }

    /** The names of its handlers. */
    val handlers: List<String>
        get() =
            when (kind) {
                Kind.APPROVAL -> listOf(approveHandler, rejectHandler)
                Kind.PROMISE -> listOf(completeHandler, name)
                else -> listOf(name)
            }

    val approveHandler: String
        get() = handler("approve")

    val rejectHandler: String
        get() = handler("reject")

    val completeHandler: String
        get() = handler("complete")

    private fun handler(verb: String) = verb + name.replaceFirstChar(Char::uppercaseChar)
}

/** A type as it stands in the source, type aliases resolved. */
internal class TypeModel(
    val packageName: String,
    val path: List<String>,
    val arguments: List<TypeModel>,
    val isNullable: Boolean,
    /** The parts of it that kotlinx.serialization cannot write. */
    val unserialisable: List<Unserialisable>,
    val variance: Variance = Variance.INVARIANT,
) {
    /** Whether it, or a part of it, is not there: misspelt, or still to be generated. */
    val isUnresolved: Boolean
        get() = path == UNRESOLVED || arguments.any { it.isUnresolved }

    val isUnit: Boolean
        get() = packageName == "kotlin" && path == listOf("Unit") && !isNullable

    companion object {
        /** The path of a type that could not be resolved. */
        val UNRESOLVED: List<String> = listOf("?")
    }
}

/** A type that cannot be written, as it stands in the source, and what would mend it. */
internal class Unserialisable(val found: String, val remedy: String)

/** What stands before a type that is an argument of another. */
internal enum class Variance {
    INVARIANT,
    IN,
    OUT,
}

internal enum class Visibility {
    PUBLIC,
    INTERNAL,
    PROTECTED,
    PRIVATE,
}

/** A place in the sources, to be told apart and reported at. */
internal class Place(val index: Int)
