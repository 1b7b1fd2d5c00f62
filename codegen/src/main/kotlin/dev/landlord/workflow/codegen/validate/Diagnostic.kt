package dev.landlord.workflow.codegen.validate

import dev.landlord.workflow.codegen.model.DefinitionModel
import dev.landlord.workflow.codegen.model.FieldModel
import dev.landlord.workflow.codegen.model.InteractionModel
import dev.landlord.workflow.codegen.model.Place
import dev.landlord.workflow.codegen.model.Unserialisable
import dev.landlord.workflow.codegen.model.Visibility
import dev.landlord.workflow.codegen.model.WorkflowModel
import dev.landlord.workflow.errors.ErrorCode
import dev.landlord.workflow.errors.ErrorCode.LW001
import dev.landlord.workflow.errors.ErrorCode.LW002
import dev.landlord.workflow.errors.ErrorCode.LW003
import dev.landlord.workflow.errors.ErrorCode.LW004
import dev.landlord.workflow.errors.ErrorCode.LW005
import dev.landlord.workflow.errors.ErrorCode.LW006
import dev.landlord.workflow.errors.ErrorCode.LW007
import dev.landlord.workflow.errors.ErrorCode.LW008
import dev.landlord.workflow.errors.ErrorCode.LW009
import dev.landlord.workflow.errors.ErrorCode.LW010
import dev.landlord.workflow.errors.ErrorCode.LW011
import dev.landlord.workflow.errors.ErrorCode.LW012
import dev.landlord.workflow.errors.ErrorCode.LW013
import dev.landlord.workflow.errors.ErrorCode.LW014
import dev.landlord.workflow.errors.ErrorCode.LW016
import dev.landlord.workflow.errors.ErrorCode.LW017
import dev.landlord.workflow.errors.ErrorCode.LW018
import dev.landlord.workflow.errors.ErrorCode.LW019
import dev.landlord.workflow.errors.ErrorCode.LW031
import dev.landlord.workflow.errors.ErrorCode.LW032
import dev.landlord.workflow.errors.ErrorCode.LW033
import dev.landlord.workflow.errors.ErrorCode.LW034
import dev.landlord.workflow.errors.ErrorCode.LW035

/** A problem, at the place in the sources where the user sees it. */
public class Problem internal constructor(public val at: Place, public val text: String)

/** The diagnostics of the processors. A parameter `role` is that of a type, with its article. */
internal object Diagnostic {
    fun noDefinition(workflow: WorkflowModel): Problem {
        val isProperty = workflow.kind.isProperty
        val name = if (isProperty) workflow.path.last() else "workflow"
        return workflow.problem(
            LW001,
            expected =
                if (isProperty) "a WorkflowDefinition"
                else "one property that is a WorkflowDefinition",
            found = if (isProperty) "a property of another type" else "none",
            toDo = "write val $name = landlordWorkflow<Input, Output> { input -> … }",
        )
    }

    fun severalDefinitions(workflow: WorkflowModel): Problem =
        workflow.problem(
            LW002,
            expected = "one property that is a WorkflowDefinition",
            found =
                "${workflow.definitions.size}: ${workflow.definitions.joinToString { it.name }}",
            toDo = "give each a class of its own",
        )

    fun notPublic(workflow: WorkflowModel): Problem =
        workflow.problem(
            LW003,
            expected = "a public declaration, because its service and clients are public",
            found =
                if (workflow.isPackagePrivate) "one without a modifier"
                else workflow.visibility.withArticle + " one",
            toDo = if (workflow.isJava) "make it public" else "drop the modifier",
        )

    fun generic(workflow: WorkflowModel): Problem =
        workflow.problem(
            LW004,
            expected =
                "no type parameters, because a Restate service has one input and one output type",
            found = "<${workflow.typeParameters.joinToString()}>",
            toDo = "write the types out",
        )

    fun notConstructible(workflow: WorkflowModel): Problem =
        workflow.problem(
            LW005,
            expected = "a class that can be constructed",
            found =
                if (workflow.kind == WorkflowModel.Kind.CLASS) "an abstract class"
                else workflow.kind.text,
            toDo = "annotate the class that you construct",
        )

    fun nested(workflow: WorkflowModel): Problem =
        workflow.problem(
            LW006,
            expected = "a class that its service, in another file, can name and construct",
            found =
                if (workflow.isInner) "an inner class"
                else "a class inside ${workflow.hiddenIn.joinToString()}, which is not public",
            toDo =
                if (workflow.isInner) "make it static in Java, or not inner in Kotlin"
                else "move it to the top level",
        )

    fun hiddenDefinition(workflow: WorkflowModel, definition: DefinitionModel): Problem =
        workflow.problem(
            LW007,
            expected = "a public property ${definition.name}, because the service reads it",
            found = definition.visibility.withArticle + " one",
            toDo = "drop the modifier",
            at = definition.at,
        )

    fun notSerialisable(
        workflow: WorkflowModel,
        at: Place,
        role: String,
        type: Unserialisable,
    ): Problem =
        workflow.problem(
            LW008,
            expected = "$role type that can be written as JSON and read back",
            found = type.found,
            toDo = type.remedy,
            at,
        )

    fun badName(workflow: WorkflowModel, expected: String): Problem =
        workflow.problem(
            LW009,
            expected = "a service name that $expected",
            found = "\"${workflow.serviceName}\"",
            toDo = "choose another name: @LandlordWorkflow(\"…\")",
        )

    fun badClassName(workflow: WorkflowModel, max: Int): Problem =
        workflow.problem(
            LW009,
            expected =
                "a name from which a class name can be generated, of letters, digits and '_', and of at " +
                    "most $max bytes with the longest handler",
            found = "\"${workflow.serviceClass}\"",
            toDo =
                "rename the declaration; @LandlordWorkflow(\"…\") keeps the name that callers use",
        )

    fun clash(workflow: WorkflowModel, other: String): Problem =
        workflow.problem(
            LW010,
            expected = "a service name of its own",
            found = "\"${workflow.serviceName}\", which is also the name of $other",
            toDo = "rename one: @LandlordWorkflow(\"…\")",
        )

    fun classTaken(workflow: WorkflowModel, name: String): Problem {
        val generated =
            if (name == workflow.requestsFunction) "the function $name(key: String)"
            else "the class $name"
        return workflow.problem(
            LW011,
            expected = "to generate $generated",
            found =
                "that package ${workflow.packageName.ifEmpty { "(root)" }} already declares one of that name",
            toDo = "rename one of the two",
        )
    }

    fun badHandlerName(
        workflow: WorkflowModel,
        interaction: InteractionModel,
        expected: String,
        found: String,
    ): Problem =
        workflow.problem(
            LW012,
            expected = "for ${interaction.named} a handler name that $expected",
            found = "\"$found\"",
            toDo = if (workflow.isJava) "rename the field" else "rename the property",
            at = interaction.at,
        )

    fun hiddenInteraction(workflow: WorkflowModel, interaction: InteractionModel): Problem =
        workflow.problem(
            LW013,
            expected =
                "${interaction.named} to be a public property of the class, because the service has " +
                    "handlers for it",
            found =
                if (interaction.visibility == Visibility.PUBLIC) "one of its companion object"
                else interaction.visibility.withArticle + " one",
            toDo = "declare it in the class, without a modifier",
            at = interaction.at,
        )

    fun notDelegated(workflow: WorkflowModel, interaction: InteractionModel): Problem =
        workflow.problem(
            LW014,
            expected =
                "${interaction.name} to be declared with `by`, because the property names its handlers",
            found = "`=`, a getter or an extension",
            toDo = "write val ${interaction.name} by ${interaction.kind.word}<…>()",
            at = interaction.at,
        )

    fun badPackage(workflow: WorkflowModel, found: String): Problem =
        workflow.problem(
            LW016,
            expected = "a package that generated Kotlin and Java code can name",
            found = "${workflow.packageName}: $found",
            toDo = "move the declaration to another package",
        )

    fun unnameable(
        workflow: WorkflowModel,
        at: Place,
        role: String,
        type: String,
        found: String,
    ): Problem =
        workflow.problem(
            LW016,
            expected =
                "$role type that generated ${if (workflow.isJava) "" else "Kotlin and "}Java code can name",
            found = "$type: $found",
            toDo = "rename it, or use a type of your own instead",
            at,
        )

    fun needsOptIn(
        workflow: WorkflowModel,
        at: Place,
        role: String,
        type: String,
        marker: String,
    ): Problem =
        workflow.problem(
            LW017,
            expected =
                "$role type that needs no opt-in, because the code that Restate's processor generates " +
                    "has none",
            found = "$type, which needs @$marker",
            toDo =
                "use another type, or opt in for the whole module: -opt-in=$marker among the arguments " +
                    "of the Kotlin compiler, and $OPT_IN=$marker among the options of the processor",
            at,
        )

    fun hides(workflow: WorkflowModel, name: String): Problem =
        workflow.problem(
            LW018,
            expected =
                "no declaration of $name in its package, because the code that Restate's processor " +
                    "generates there uses $name with another meaning",
            found = "one",
            toDo = "rename it, or move it to another package",
        )

    fun notPublicType(workflow: WorkflowModel, at: Place, role: String, type: String): Problem =
        workflow.problem(
            LW019,
            expected = "$role type that is public, because its service and clients are public",
            found = "$type, which is not public, or is inside a class that is not public",
            toDo = if (workflow.isJava) "make it public" else "drop the modifier",
            at,
        )

    fun missingBody(workflow: WorkflowModel): Problem =
        workflow.problem(
            LW031,
            expected = "a class that implements WorkflowBody with an input and a result type",
            found = "one that does not, or without the types",
            toDo = "write `class ${workflow.path.last()} implements WorkflowBody<Request, Result>`",
        )

    fun unreadableField(workflow: WorkflowModel, field: FieldModel): Problem =
        workflow.problem(
            LW032,
            expected =
                "${field.name} to be a public final field of a public class, and not static, because " +
                    "the library reads the field and its name",
            found = field.found,
            toDo = "write public final ${field.type}<…> ${field.name}, in a public class",
            at = field.at,
        )

    fun bodyAndDefinition(workflow: WorkflowModel, definition: DefinitionModel): Problem =
        workflow.problem(
            LW033,
            expected = "one workflow: a WorkflowBody or a WorkflowDefinition",
            found = "both, the second as ${definition.name}",
            toDo = "give each a class of its own",
            at = definition.at,
        )

    fun bodyInKotlin(workflow: WorkflowModel): Problem =
        workflow.problem(
            LW034,
            expected = "a property with a workflow, because WorkflowBody is for classes in Java",
            found = "a Kotlin class that implements WorkflowBody",
            toDo =
                "write val workflow = landlordWorkflow<Input, Output> { input -> … }, or write the class in Java",
        )

    fun bodyOfJava(workflow: WorkflowModel): Problem =
        workflow.problem(
            LW035,
            expected =
                "that javac runs landlord-java-processor, which generates for a class in Java",
            found = "that the option $JAVA_WORKFLOWS of the KSP processor does not state this",
            toDo =
                "add landlord-java-processor to the annotationProcessorPaths of maven-compiler-plugin, and " +
                    "the option $JAVA_WORKFLOWS=javac to those of KSP",
        )

    private fun WorkflowModel.problem(
        code: ErrorCode,
        expected: String,
        found: String,
        toDo: String,
        at: Place = this.at,
    ): Problem {
        val message = code.written("@LandlordWorkflow $name").expected(expected).found(found)
        return Problem(at, message.toDo(toDo))
    }

    /** The default visibility in Java, which Kotlin does not have. */
    private val WorkflowModel.isPackagePrivate
        get() = isJava && visibility == Visibility.INTERNAL

    private val InteractionModel.named: String
        get() = "${kind.word} $name"

    private val Visibility.withArticle: String
        get() = name.lowercase().let { if (it.startsWith("i")) "an $it" else "a $it" }
}
