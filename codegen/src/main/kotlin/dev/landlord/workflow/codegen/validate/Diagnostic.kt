package dev.landlord.workflow.codegen.validate

import dev.landlord.workflow.codegen.model.DefinitionModel
import dev.landlord.workflow.codegen.model.InteractionModel
import dev.landlord.workflow.codegen.model.Place
import dev.landlord.workflow.codegen.model.Unserialisable
import dev.landlord.workflow.codegen.model.WorkflowModel

/** A problem, at the place in the sources where the user sees it. */
public class Problem internal constructor(public val at: Place, public val text: String)

/**
 * The text of every diagnostic of the processor, each in the same four parts: what was written,
 * what was expected, what was found, what to do. The ids are stable.
 */
public enum class Diagnostic {
    LW001,
    LW002,
    LW003,
    LW004,
    LW005,
    LW006,
    LW007,
    LW008,
    LW009,
    LW010,
    LW011,
    LW012,
    LW013,
    LW014,
    LW016,
    LW017,
    LW018,
    LW019;

    private fun at(place: Place, text: String) = Problem(place, "[$name] $text")

    internal companion object {
        fun noDefinition(workflow: WorkflowModel): Problem {
            val text =
                if (workflow.kind.isProperty)
                    "expected a WorkflowDefinition, found something else; write " +
                        "val ${workflow.path.last()} = landlordWorkflow<Input, Output> { input -> … }."
                else
                    "expected one property that is a WorkflowDefinition, found none; add one: " +
                        "val workflow = landlordWorkflow<Input, Output> { input -> … }."
            return LW001.at(workflow.at, "@LandlordWorkflow ${workflow.name}: $text")
        }

        fun severalDefinitions(workflow: WorkflowModel): Problem =
            LW002.at(
                workflow.at,
                "@LandlordWorkflow ${workflow.name}: expected one property that is a WorkflowDefinition, " +
                    "found ${workflow.definitions.size}: " +
                    "${workflow.definitions.joinToString { it.name }}; give each a class of its own.",
            )

        fun notPublic(workflow: WorkflowModel): Problem =
            LW003.at(
                workflow.at,
                "@LandlordWorkflow ${workflow.name}: expected it to be public, because its service and " +
                    "clients are, found it ${workflow.visibility.name.lowercase()}; drop the modifier.",
            )

        fun generic(workflow: WorkflowModel): Problem =
            LW004.at(
                workflow.at,
                "@LandlordWorkflow ${workflow.name}: expected no type parameters, because a Restate " +
                    "service has one input and one output type, found " +
                    "<${workflow.typeParameters.joinToString()}>; write the types out.",
            )

        fun notConstructible(workflow: WorkflowModel): Problem =
            LW005.at(
                workflow.at,
                "@LandlordWorkflow ${workflow.name}: expected a class that can be constructed, found " +
                    "${if (workflow.kind == WorkflowModel.Kind.CLASS) "an abstract class" else workflow.kind.text}" +
                    "; annotate the class that you construct.",
            )

        fun nested(workflow: WorkflowModel): Problem {
            val found =
                if (workflow.isInner) "an inner class"
                else "it inside ${workflow.hiddenIn.joinToString()}, which is not public"
            return LW006.at(
                workflow.at,
                "@LandlordWorkflow ${workflow.name}: expected a class that its service can construct and " +
                    "name from outside, found $found; move it to the top level.",
            )
        }

        fun hiddenDefinition(workflow: WorkflowModel, definition: DefinitionModel): Problem =
            LW007.at(
                definition.at,
                "@LandlordWorkflow ${workflow.name}: expected its property ${definition.name} to be " +
                    "public, because the service reads it, found it " +
                    "${definition.visibility.name.lowercase()}; drop the modifier.",
            )

        /** @param role of the type, with its article */
        fun notSerialisable(
            workflow: WorkflowModel,
            at: Place,
            role: String,
            type: Unserialisable,
        ): Problem =
            LW008.at(
                at,
                "@LandlordWorkflow ${workflow.name}: expected $role type that can be " +
                    "written as JSON and read back, found ${type.found}; ${type.remedy}.",
            )

        fun badName(workflow: WorkflowModel, expected: String): Problem =
            LW009.at(
                workflow.at,
                "@LandlordWorkflow ${workflow.name}: expected a service name that $expected, found " +
                    "\"${workflow.serviceName}\"; choose another: @LandlordWorkflow(\"…\").",
            )

        fun badClassName(workflow: WorkflowModel, max: Int): Problem =
            LW009.at(
                workflow.at,
                "@LandlordWorkflow ${workflow.name}: expected a name of which a class can be named, " +
                    "with letters, digits and '_', and at most $max bytes with the longest handler, " +
                    "found \"${workflow.serviceClass}\"; rename it, and keep what callers see: " +
                    "@LandlordWorkflow(\"…\").",
            )

        fun clash(workflow: WorkflowModel, other: String): Problem =
            LW010.at(
                workflow.at,
                "@LandlordWorkflow ${workflow.name}: expected a service name of its own, found " +
                    "\"${workflow.serviceName}\", which $other has; rename one: @LandlordWorkflow(\"…\").",
            )

        fun classTaken(workflow: WorkflowModel, name: String): Problem =
            LW011.at(
                workflow.at,
                "@LandlordWorkflow ${workflow.name}: expected to generate the " +
                    "${if (name == workflow.requestsFunction) "function $name(key: String)" else "class $name"}, found one of that name in package " +
                    "${workflow.packageName.ifEmpty { "(root)" }}; rename one of the two.",
            )

        fun badHandlerName(
            workflow: WorkflowModel,
            interaction: InteractionModel,
            expected: String,
            found: String,
        ): Problem =
            LW012.at(
                interaction.at,
                "@LandlordWorkflow ${workflow.name}: expected for ${interaction.kind.word} " +
                    "${interaction.name} a handler name that $expected, found \"$found\"; rename the property.",
            )

        fun hiddenInteraction(workflow: WorkflowModel, interaction: InteractionModel): Problem =
            LW013.at(
                interaction.at,
                "@LandlordWorkflow ${workflow.name}: expected ${interaction.kind.word} " +
                    "${interaction.name} to be a public property of the class, because the service has " +
                    "handlers for it, found it ${interaction.visibility.name.lowercase()} or in the " +
                    "companion; declare it in the class, without a modifier.",
            )

        fun notDelegated(workflow: WorkflowModel, interaction: InteractionModel): Problem {
            val word = interaction.kind.word
            return LW014.at(
                interaction.at,
                "@LandlordWorkflow ${workflow.name}: expected ${interaction.name} to be declared with " +
                    "`by`, because its name is that of its handlers, found `=`, a getter or an " +
                    "extension; write " +
                    "val ${interaction.name} by $word<…>().",
            )
        }

        fun badPackage(workflow: WorkflowModel, found: String): Problem =
            LW016.at(
                workflow.at,
                "@LandlordWorkflow ${workflow.name}: expected it in a package that generated Kotlin and " +
                    "Java can name, found ${workflow.packageName}: $found; move it to another package.",
            )

        /** @param role of the type, with its article */
        fun unnameable(
            workflow: WorkflowModel,
            at: Place,
            role: String,
            type: String,
            found: String,
        ): Problem =
            LW016.at(
                at,
                "@LandlordWorkflow ${workflow.name}: expected $role type that generated Kotlin and Java " +
                    "can name, found $type: $found; rename it, or use a type of your own instead.",
            )

        fun needsOptIn(
            workflow: WorkflowModel,
            at: Place,
            role: String,
            type: String,
            marker: String,
        ): Problem =
            LW017.at(
                at,
                "@LandlordWorkflow ${workflow.name}: expected $role type that needs no opt-in, because " +
                    "the code that Restate's processor generates has none, found $type, which needs " +
                    "@$marker; use another type, or opt in for the whole module: -opt-in=$marker " +
                    "among the arguments of the Kotlin compiler, and $OPT_IN=$marker among the " +
                    "options of the processor.",
            )

        fun hides(workflow: WorkflowModel, name: String): Problem =
            LW018.at(
                workflow.at,
                "@LandlordWorkflow ${workflow.name}: expected its package to declare no $name, because the code " +
                    "that Restate's processor generates there would read it as another one of that " +
                    "name, found one; rename it, or move it to another package.",
            )

        /** @param role of the type, with its article */
        fun notPublicType(
            workflow: WorkflowModel,
            at: Place,
            role: String,
            type: String,
        ): Problem =
            LW019.at(
                at,
                "@LandlordWorkflow ${workflow.name}: expected $role type that is public, because its " +
                    "service and clients are, found $type, which is not, or is inside a class that " +
                    "is not; drop the modifier.",
            )
    }
}
