package dev.landlord.workflow.codegen.validate

import dev.landlord.workflow.codegen.model.ClassModel
import dev.landlord.workflow.codegen.model.DefinitionModel
import dev.landlord.workflow.codegen.model.InteractionModel
import dev.landlord.workflow.codegen.model.Place
import dev.landlord.workflow.codegen.model.Visibility
import dev.landlord.workflow.codegen.model.WorkflowModel
import dev.landlord.workflow.codegen.model.WorkflowModel.Kind

/** The option of a processor that lists the opt-in markers of the module, separated by commas. */
public const val OPT_IN: String = "landlord.optIn"

/**
 * The option of the KSP processor that states which processor generates for the workflow classes in
 * Java that KSP sees: `javac`, or `none` if the module has no such classes.
 */
public const val JAVA_WORKFLOWS: String = "landlord.javaWorkflows"

/**
 * Finds all problems of a workflow, not only the first. One validator serves one module: it
 * remembers the service names and generated classes of the workflows before, to find clashes.
 *
 * @param optedIn the qualified names of the opt-in markers that the whole module opts in to, as the
 *   option [OPT_IN] of the processor lists them
 */
public class WorkflowValidator(private val optedIn: Set<String> = emptySet()) {
    private val owners = HashMap<String, String>()
    private val classes = HashSet<String>()

    /** The problems of [workflow], in the order of its declarations; empty if it is valid. */
    public fun problems(workflow: WorkflowModel): List<Problem> =
        shape(workflow) +
            (if (workflow.isJava) body(workflow) else definitions(workflow)) +
            interactions(workflow) +
            names(workflow)

    /** The problem of a class in Java that KSP sees, which this processor does not generate for. */
    public fun leftToJavac(workflow: WorkflowModel): Problem = Diagnostic.bodyOfJava(workflow)

    private fun shape(workflow: WorkflowModel): List<Problem> = buildList {
        if (workflow.visibility != Visibility.PUBLIC) add(Diagnostic.notPublic(workflow))
        if (workflow.typeParameters.isNotEmpty()) add(Diagnostic.generic(workflow))
        val canBeConstructed =
            workflow.kind == Kind.TOP_LEVEL_PROPERTY ||
                workflow.kind == Kind.CLASS && !workflow.isAbstract
        if (!canBeConstructed) add(Diagnostic.notConstructible(workflow))
        if (workflow.isInner || workflow.hiddenIn.isNotEmpty()) add(Diagnostic.nested(workflow))
    }

    private fun body(workflow: WorkflowModel): List<Problem> {
        if (workflow.kind != Kind.CLASS) return emptyList()
        val body = workflow.body ?: return listOf(Diagnostic.missingBody(workflow))
        return workflow.definitions.map { Diagnostic.bodyAndDefinition(workflow, it) } +
            payloads(workflow, body) +
            workflow.unreadable.map { Diagnostic.unreadableField(workflow, it) }
    }

    private fun definitions(workflow: WorkflowModel): List<Problem> =
        when (workflow.definitions.size.takeIf { workflow.body == null }) {
            null ->
                workflow.definitions
                    .map { Diagnostic.bodyAndDefinition(workflow, it) }
                    .ifEmpty { listOf(Diagnostic.bodyInKotlin(workflow)) }
            0 -> listOf(Diagnostic.noDefinition(workflow))
            1 -> definition(workflow, workflow.definitions.single())
            else -> listOf(Diagnostic.severalDefinitions(workflow))
        }

    private fun definition(workflow: WorkflowModel, definition: DefinitionModel): List<Problem> =
        buildList {
            val isItself = workflow.kind == Kind.TOP_LEVEL_PROPERTY
            if (definition.visibility != Visibility.PUBLIC && !isItself) {
                add(Diagnostic.hiddenDefinition(workflow, definition))
            }
            addAll(payloads(workflow, definition))
        }

    private fun payloads(workflow: WorkflowModel, definition: DefinitionModel): List<Problem> =
        buildList {
            definition.input.unserialisable.mapTo(this) {
                Diagnostic.notSerialisable(workflow, definition.at, "an input", it)
            }
            definition.output.unserialisable.mapTo(this) {
                Diagnostic.notSerialisable(workflow, definition.at, "an output", it)
            }
            addAll(classes(workflow, definition.at, "an input", definition.inputClasses))
            addAll(classes(workflow, definition.at, "an output", definition.outputClasses))
        }

    private fun interactions(workflow: WorkflowModel): List<Problem> = buildList {
        val taken = HashMap<String, String>()
        for (interaction in workflow.interactions) {
            if (!interaction.isDelegated) {
                add(Diagnostic.notDelegated(workflow, interaction))
                continue
            }
            if (interaction.visibility != Visibility.PUBLIC) {
                add(Diagnostic.hiddenInteraction(workflow, interaction))
            }
            val role = "for ${interaction.kind.word} ${interaction.name} a"
            interaction.payload.unserialisable.mapTo(this) {
                Diagnostic.notSerialisable(workflow, interaction.at, role, it)
            }
            addAll(classes(workflow, interaction.at, role, interaction.classes))
            for (handler in interaction.handlers) {
                // Restate's clients have constants in upper case; those for Java have a second
                // method for each.
                val owner =
                    listOf(handler, "${handler}Async").firstNotNullOfOrNull {
                        taken.putIfAbsent(it.uppercase(), interaction.name)
                    }
                val expected =
                    when {
                        handler.uppercase() in RESERVED_HANDLERS ->
                            "the service does not have already"
                        owner != null -> "$owner does not have already"
                        workflow.isJava && !HANDLER.matches(handler) ->
                            "is made of letters, digits and '_', and starts with a letter"
                        !workflow.isJava &&
                            (!HANDLER.matches(handler) || Names.isKeyword(handler)) ->
                            "is a name in Kotlin and in Java, of letters, digits and '_'"
                        else -> continue
                    }
                add(Diagnostic.badHandlerName(workflow, interaction, expected, handler))
            }
        }
    }

    /** What generated code could not do with the classes that a payload's type names. */
    private fun classes(
        workflow: WorkflowModel,
        at: Place,
        role: String,
        classes: List<ClassModel>,
    ): List<Problem> = buildList {
        for (type in classes) {
            nameProblem(workflow, type)?.let {
                add(Diagnostic.unnameable(workflow, at, role, type.qualifiedName, it))
            }
            if (!type.isPublic)
                add(Diagnostic.notPublicType(workflow, at, role, type.qualifiedName))
            type.markers
                .filter { it.isError && it.qualifiedName !in optedIn }
                .mapTo(this) {
                    Diagnostic.needsOptIn(workflow, at, role, type.qualifiedName, it.qualifiedName)
                }
        }
    }

    private fun nameProblem(workflow: WorkflowModel, type: ClassModel): String? {
        // Every name in a source of Java is one that generated Java can use.
        if (workflow.isJava) return null
        val isNear = type.packageName == workflow.packageName
        return when {
            type.packageName.isEmpty() && !isNear ->
                "it is in no package, so no other package can import it"
            // That of the workflow is reported once, there.
            !isNear -> Names.problemOfPackage(type.packageName)
            else -> null
        } ?: Names.problemOfClass(type.path)
    }

    private fun names(workflow: WorkflowModel): List<Problem> = buildList {
        val name = workflow.serviceName
        if (!NAME.matches(name)) {
            add(
                Diagnostic.badName(
                    workflow,
                    "is made of letters, digits, '_', '-' and '.' and starts with a letter",
                )
            )
        } else {
            RESERVED.filter { name.lowercase().startsWith(it) }
                .mapTo(this) {
                    Diagnostic.badName(
                        workflow,
                        "does not start with \"$it\", which Restate reserves",
                    )
                }
        }
        if (!Names.isPlain(workflow.serviceClass) || workflow.longestName > MAX_NAME) {
            add(Diagnostic.badClassName(workflow, MAX_NAME))
        }
        if (!workflow.isJava) {
            Names.problemOfPackage(workflow.packageName)?.let {
                add(Diagnostic.badPackage(workflow, it))
            }
        }
        workflow.hiding.mapTo(this) { Diagnostic.hides(workflow, it) }
        val owner = owners.putIfAbsent(name, workflow.qualifiedName)
        if (owner != null) add(Diagnostic.clash(workflow, owner))
        val second =
            workflow.generatedClasses.filterNot { classes.add("${workflow.packageName}.$it") }
        (workflow.takenClasses + second).firstOrNull()?.let {
            add(Diagnostic.classTaken(workflow, it))
        }
    }

    private companion object {
        /** Stricter than Restate, which also takes a leading underscore. */
        val NAME = Regex("[a-zA-Z][a-zA-Z0-9._-]*")
        val RESERVED = listOf("restate", "openapi")

        val HANDLER = Regex("[a-zA-Z][a-zA-Z0-9_]*")

        /** What every object in Java has. */
        val OF_EVERY_OBJECT =
            listOf("wait", "notify", "notifyAll", "getClass", "hashCode", "toString") +
                listOf("equals", "clone", "finalize")

        /** Those of each service, and what else its class and its clients have of that name. */
        val RESERVED_HANDLERS =
            (listOf(
                    "run",
                    "status",
                    "cancel",
                    "submit",
                    "attach",
                    "peek",
                    "key",
                    "runAsync",
                    "statusAsync",
                    "cancelAsync",
                    "submitAsync",
                    "attachAsync",
                    "peekAsync",
                    "workflowHandle",
                    "definition",
                    "configure",
                    "name",
                ) + InteractionModel.Kind.entries.map { it.list } + OF_EVERY_OBJECT)
                .map { it.uppercase() }
                .toSet()

        /** What is left of the 255 bytes of a file's name for that of a class and of a handler. */
        const val MAX_NAME = 180
    }
}
