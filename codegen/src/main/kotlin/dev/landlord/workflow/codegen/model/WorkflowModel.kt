package dev.landlord.workflow.codegen.model

/**
 * A declaration with `@LandlordWorkflow`, as plain facts. A processor reads it from symbols, the
 * validator checks it, and the generators write from it; the model itself knows neither a
 * compiler's API nor a code writer.
 */
public class WorkflowModel(
    public val at: Place,
    public val packageName: String,
    /** The simple names from the outermost class in; of a property, its own. */
    public val path: List<String>,
    public val kind: Kind,
    /** The name in the annotation; empty if the annotation has none. */
    public val givenName: String,
    public val visibility: Visibility,
    /** Enclosing classes that are not public. */
    public val hiddenIn: List<String>,
    public val isAbstract: Boolean,
    public val isInner: Boolean,
    public val typeParameters: List<String>,
    public val definitions: List<DefinitionModel>,
    public val interactions: List<InteractionModel>,
    /** Whether a delegated property has an unresolved type: it may be an approval or a signal. */
    public val hasUnresolved: Boolean,
    /** The classes and functions of the sources that have the name of a generated one. */
    public val takenClasses: List<String>,
    /** The declarations of its package that hide a name which generated code uses. */
    public val hiding: List<String>,
    /** The opt-in markers that code which uses the class and its properties needs. */
    public val markers: List<MarkerModel>,
    public val documentation: String?,
    /** The language of the source, in which the service and the clients are generated too. */
    public val language: Language = Language.KOTLIN,
    /** The input and the result of a class that implements `WorkflowBody`; otherwise `null`. */
    public val body: DefinitionModel? = null,
    /** The declarations in a class of Java that the library cannot read. */
    public val unreadable: List<FieldModel> = emptyList(),
) {
    public enum class Language {
        KOTLIN,
        JAVA,
    }

    public enum class Kind(public val text: String) {
        CLASS("a class"),
        INTERFACE("an interface"),
        OBJECT("an object"),
        ENUM("an enum class"),
        ANNOTATION("an annotation class"),
        TOP_LEVEL_PROPERTY("a top-level property"),
        MEMBER_PROPERTY("a property of a class");

        public val isProperty: Boolean
            get() = this == TOP_LEVEL_PROPERTY || this == MEMBER_PROPERTY
    }

    public val isJava: Boolean
        get() = language == Language.JAVA

    /** The input and the result of a valid workflow. */
    public val definition: DefinitionModel
        get() = body ?: definitions.single()

    public val name: String
        get() = path.joinToString(".")

    public val qualifiedName: String
        get() = if (packageName.isEmpty()) name else "$packageName.$name"

    /** The function that builds requests of other workflows for this one. */
    public val requestsFunction: String
        get() = requestsFunctionOf(path)

    /** The name of the Restate service. */
    public val serviceName: String
        get() = givenName.ifEmpty { flat(path) }

    /** The simple name of the class of the service. */
    public val serviceClass: String
        get() = flat(path) + "Service"

    /** The simple name of the client for Java. */
    public val clientClass: String
        get() = flat(path) + "Client"

    /** The simple name of the client for Kotlin. */
    public val coroutineClientClass: String
        get() = flat(path) + "CoroutineClient"

    /** The simple name of the class with the payload types of the clients. */
    public val payloadsClass: String
        get() = flat(path) + "Payloads"

    /** The simple names of all generated classes, those of Restate's processor included. */
    public val generatedClasses: List<String>
        get() = if (isJava) javaClassesOf(path) else generatedClassesOf(path)

    /** The opt-in markers of the workflow and of its payload types. */
    public val allMarkers: List<MarkerModel>
        get() {
            val payloads =
                definitions.flatMap { it.inputClasses + it.outputClasses } +
                    interactions.flatMap { it.classes }
            return markers + payloads.flatMap { it.markers }
        }

    /**
     * The length in bytes of the longest generated file name: the class and its longest handler.
     */
    public val longestName: Int
        get() =
            serviceClass.bytes +
                (interactions.flatMap { it.handlers }.maxOfOrNull { it.bytes } ?: 0)

    public val qualifiedServiceClass: String
        get() = if (packageName.isEmpty()) serviceClass else "$packageName.$serviceClass"

    public companion object {
        /** The simple names of the classes that are generated for the declaration at [path]. */
        public fun generatedClassesOf(path: List<String>): List<String> =
            OWN_CLASSES.map { flat(path) + it } +
                RESTATE_CLASSES.map { flat(path) + "Service" + it }

        /** The simple names of the classes that are generated for the Java class at [path]. */
        public fun javaClassesOf(path: List<String>): List<String> =
            listOf("Service", "Client", "Payloads").map { flat(path) + it }

        private val OWN_CLASSES = listOf("Service", "Client", "CoroutineClient", "Payloads")

        /** The suffixes that Restate's processor adds to the name of a service class. */
        private val RESTATE_CLASSES = listOf("Client", "Handlers", "ServiceDefinitionFactory")

        private fun flat(path: List<String>) =
            path.joinToString("").replaceFirstChar(Char::uppercaseChar)

        private val String.bytes: Int
            get() = encodeToByteArray().size

        /** The name of the function that builds requests for the workflow at [path]. */
        public fun requestsFunctionOf(path: List<String>): String =
            flat(path).replaceFirstChar(Char::lowercaseChar)
    }
}

/** A property whose type is `WorkflowDefinition`. */
public class DefinitionModel(
    public val at: Place,
    public val name: String,
    public val visibility: Visibility,
    public val input: TypeModel,
    public val output: TypeModel,
    public val inputClasses: List<ClassModel>,
    public val outputClasses: List<ClassModel>,
)

/** A field of a Java class whose type is an approval, a signal or another declaration. */
public class FieldModel(
    public val at: Place,
    public val name: String,
    /** The simple name of its class: `Approval`. */
    public val type: String,
    /** Its modifiers, or the class that it is in and that is not public. */
    public val found: String,
)

/** A property through which callers reach a run: an approval, a signal, a query or a promise. */
public class InteractionModel(
    public val at: Place,
    public val name: String,
    public val kind: Kind,
    public val visibility: Visibility,
    /** Whether it is declared with `by`, as it must be. */
    public val isDelegated: Boolean,
    public val payload: TypeModel,
    /** The classes that the type of the payload names. */
    public val classes: List<ClassModel>,
    public val documentation: String?,
) {
    public enum class Kind(
        public val type: String,
        /** The property of the service that lists the declarations of this kind. */
        public val list: String,
    ) {
        APPROVAL("Approval", "approvals"),
        SIGNAL("Signal", "signals"),
        QUERY("Query", "queries"),
        PROMISE("Promise", "promises");

        /** The name of the function that declares one, which messages use too. */
        public val word: String
            get() = type.lowercase()
    }

    /** The names of its handlers. */
    public val handlers: List<String>
        get() =
            when (kind) {
                Kind.APPROVAL -> listOf(approveHandler, rejectHandler)
                Kind.PROMISE -> listOf(completeHandler, name)
                else -> listOf(name)
            }

    public val approveHandler: String
        get() = handler("approve")

    public val rejectHandler: String
        get() = handler("reject")

    public val completeHandler: String
        get() = handler("complete")

    private fun handler(verb: String) = verb + name.replaceFirstChar(Char::uppercaseChar)
}

/** A type as written in the source, with type aliases resolved. */
public class TypeModel(
    public val packageName: String,
    public val path: List<String>,
    public val arguments: List<TypeModel>,
    public val isNullable: Boolean,
    /** The parts of it that kotlinx.serialization cannot write. */
    public val unserialisable: List<Unserialisable>,
    public val variance: Variance = Variance.INVARIANT,
) {
    /** Whether the type or a type argument is unknown: misspelt, or not generated yet. */
    public val isUnresolved: Boolean
        get() = path == UNRESOLVED || arguments.any { it.isUnresolved }

    public val isUnit: Boolean
        get() = packageName == "kotlin" && path == listOf("Unit") && !isNullable

    public companion object {
        /** The path of a type that could not be resolved. */
        public val UNRESOLVED: List<String> = listOf("?")
    }
}

/** A type that cannot be written as JSON, as written in the source, and how to fix it. */
public class Unserialisable(public val found: String, public val remedy: String)

/** The declaration-site or use-site variance of a type argument. */
public enum class Variance {
    INVARIANT,
    IN,
    OUT,
}

public enum class Visibility {
    PUBLIC,
    INTERNAL,
    PROTECTED,
    PRIVATE,
}

/** A place in the sources, by the number that its reader gave it. */
public class Place(public val index: Int)
