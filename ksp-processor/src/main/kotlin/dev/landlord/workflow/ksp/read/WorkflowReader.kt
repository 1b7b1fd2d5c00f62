package dev.landlord.workflow.ksp.read

import com.google.devtools.ksp.getAllSuperTypes
import com.google.devtools.ksp.getVisibility
import com.google.devtools.ksp.isPrivate
import com.google.devtools.ksp.processing.Resolver
import com.google.devtools.ksp.symbol.ClassKind
import com.google.devtools.ksp.symbol.FileLocation
import com.google.devtools.ksp.symbol.KSAnnotated
import com.google.devtools.ksp.symbol.KSClassDeclaration
import com.google.devtools.ksp.symbol.KSDeclaration
import com.google.devtools.ksp.symbol.KSFile
import com.google.devtools.ksp.symbol.KSPropertyDeclaration
import com.google.devtools.ksp.symbol.KSType
import com.google.devtools.ksp.symbol.Modifier
import com.google.devtools.ksp.symbol.Origin
import com.google.devtools.ksp.symbol.Visibility as KspVisibility
import dev.landlord.workflow.codegen.model.DefinitionModel
import dev.landlord.workflow.codegen.model.InteractionModel
import dev.landlord.workflow.codegen.model.Place
import dev.landlord.workflow.codegen.model.Visibility
import dev.landlord.workflow.codegen.model.WorkflowModel
import dev.landlord.workflow.codegen.model.WorkflowModel.Companion.generatedClassesOf
import dev.landlord.workflow.codegen.model.WorkflowModel.Companion.requestsFunctionOf
import dev.landlord.workflow.codegen.model.WorkflowModel.Kind
import dev.landlord.workflow.codegen.model.WorkflowModel.Language

/** Reads the declarations with `@LandlordWorkflow` into models. Does not validate them. */
internal class WorkflowReader(private val resolver: Resolver) {
    private val nodes = ArrayList<KSAnnotated>()
    private val types = TypeReader(resolver)
    private val classes = ClassReader(types)

    /** Returns the models in the order of the sources, so that messages are in that order too. */
    fun read(): List<WorkflowModel> =
        resolver
            .getSymbolsWithAnnotation(ANNOTATION)
            .sortedWith(compareBy({ position(it).filePath }, { position(it).lineNumber }))
            .mapNotNull(::workflow)
            .toList()

    private fun position(symbol: KSAnnotated): FileLocation =
        symbol.location as? FileLocation ?: FileLocation("", 0)

    /** The symbol at [place]. */
    fun node(place: Place): KSAnnotated = nodes[place.index]

    /** The file of [place]. */
    fun file(place: Place): KSFile? = (nodes[place.index] as KSDeclaration).containingFile

    private fun workflow(symbol: KSAnnotated): WorkflowModel? =
        when (symbol) {
            is KSClassDeclaration ->
                model(
                    symbol,
                    kind(symbol),
                    definitionsIn(symbol),
                    // `landlord-java-processor` reads those of a class in Java.
                    if (symbol.origin == Origin.JAVA) emptyList() else interactionsIn(symbol),
                    bodyOf(symbol),
                )
            is KSPropertyDeclaration ->
                model(symbol, kind(symbol), listOfNotNull(definition(symbol)), emptyList())
            else -> null
        }

    private fun model(
        declaration: KSDeclaration,
        kind: Kind,
        definitions: List<DefinitionModel>,
        interactions: List<InteractionModel>,
        body: DefinitionModel? = null,
    ): WorkflowModel {
        val enclosing =
            generateSequence(declaration.parentDeclaration) { it.parentDeclaration }.toList()
        val path = (enclosing.reversed() + declaration).map { it.simpleName.asString() }
        val packageName = declaration.packageName.asString()
        return WorkflowModel(
            at = place(declaration),
            packageName = packageName,
            path = path,
            kind = kind,
            givenName = givenName(declaration),
            visibility = visibility(declaration),
            hiddenIn =
                enclosing
                    .filter { visibility(it) != Visibility.PUBLIC }
                    .map { it.simpleName.asString() },
            isAbstract =
                Modifier.ABSTRACT in declaration.modifiers ||
                    Modifier.SEALED in declaration.modifiers,
            isInner = Modifier.INNER in declaration.modifiers,
            typeParameters = declaration.typeParameters.map { it.name.asString() },
            definitions = definitions,
            interactions = interactions,
            hasUnresolved =
                (declaration as? KSClassDeclaration)?.getAllProperties().orEmpty().any {
                    it.isDelegated() && it.type.resolve().isError
                },
            takenClasses =
                generatedClassesOf(path).filter {
                    isInSources("$packageName.$it".removePrefix("."))
                } + listOf(requestsFunctionOf(path)).filter { isFunction(packageName, it) },
            hiding = HIDING.filter { isDeclared("$packageName.$it".removePrefix(".")) },
            markers =
                (listOf(declaration) +
                        definitions.map { node(it.at) } +
                        interactions.map { node(it.at) })
                    .filterIsInstance<KSDeclaration>()
                    .flatMap(classes::markers),
            documentation = documentation(declaration),
            language = if (declaration.origin == Origin.JAVA) Language.JAVA else Language.KOTLIN,
            body = body,
        )
    }

    private fun documentation(declaration: KSDeclaration): String? =
        declaration.docString?.trimIndent()?.trim()?.ifEmpty { null }

    /** Whether the sources have the class. The class path may have it from an earlier build. */
    private fun isInSources(className: String): Boolean =
        resolver.getClassDeclarationByName(resolver.getKSNameFromString(className))?.origin in
            setOf(Origin.KOTLIN, Origin.JAVA)

    /** Whether the sources have a function with the name and parameters of a generated one. */
    private fun isFunction(packageName: String, name: String): Boolean =
        resolver
            .getFunctionDeclarationsByName(
                resolver.getKSNameFromString("$packageName.$name".removePrefix(".")),
                includeTopLevel = true,
            )
            .any { function ->
                function.origin == Origin.KOTLIN &&
                    function.parentDeclaration == null &&
                    function.extensionReceiver == null &&
                    function.parameters.singleOrNull()?.type?.resolve()?.let {
                        types.expand(it).declaration.qualifiedName?.asString() == "kotlin.String"
                    } == true
            }

    /** Whether a class or a top-level property has this name. */
    private fun isDeclared(name: String): Boolean {
        val qualified = resolver.getKSNameFromString(name)
        return resolver.getClassDeclarationByName(qualified) != null ||
            resolver.getPropertyDeclarationByName(qualified, includeTopLevel = true) != null
    }

    private fun bodyOf(declaration: KSClassDeclaration): DefinitionModel? {
        val arguments =
            declaration
                .getAllSuperTypes()
                .firstOrNull { it.declaration.qualifiedName?.asString() == BODY }
                ?.arguments
                ?.takeIf { it.size == 2 } ?: return null
        val (input, output) = arguments
        return DefinitionModel(
            at = place(declaration),
            name = "run",
            visibility = Visibility.PUBLIC,
            input = types.read(input),
            output = types.read(output),
            inputClasses = classes.classes(input),
            outputClasses = classes.classes(output),
        )
    }

    private fun definitionsIn(declaration: KSClassDeclaration): List<DefinitionModel> =
        declaration.declarations
            .filterIsInstance<KSPropertyDeclaration>()
            .mapNotNull(::definition)
            .toList()

    private fun definition(property: KSPropertyDeclaration): DefinitionModel? {
        val type = types.expand(property.type.resolve())
        if (type.declaration.qualifiedName?.asString() != DEFINITION) return null
        // The generated service cannot read a nullable property or an extension property.
        if (type.isMarkedNullable || property.extensionReceiver != null) return null
        val (input, output) = type.arguments
        return DefinitionModel(
            at = place(property),
            name = property.simpleName.asString(),
            visibility = visibility(property),
            input = types.read(input),
            output = types.read(output),
            inputClasses = classes.classes(input),
            outputClasses = classes.classes(output),
        )
    }

    /**
     * The interactions of the class and of its superclasses. Includes those that the service cannot
     * reach, private ones of a superclass and those of the companion object, so that they are
     * reported.
     */
    private fun interactionsIn(declaration: KSClassDeclaration): List<InteractionModel> {
        val unreachable =
            declaration.getAllSuperTypes().map { it.declaration } +
                declaration.declarations.filter {
                    (it as? KSClassDeclaration)?.isCompanionObject == true
                }
        val hidden =
            unreachable.filterIsInstance<KSClassDeclaration>().flatMap { owner ->
                owner.declarations.filterIsInstance<KSPropertyDeclaration>().filter {
                    owner.isCompanionObject || it.isPrivate()
                }
            }
        return declaration.getAllProperties().mapNotNull { interaction(it) }.toList() +
            hidden.mapNotNull { interaction(it, isReachable = false) }
    }

    private fun interaction(
        property: KSPropertyDeclaration,
        isReachable: Boolean = true,
    ): InteractionModel? {
        val written = types.expand(property.type.resolve())
        // The type of `approval<T>()`, which becomes an approval only with `by`.
        val isDeclaration = written.declaration.qualifiedName?.asString() == "$DSL.Declaration"
        val type = if (isDeclaration) declared(written) ?: return null else written
        val name = type.declaration.qualifiedName?.asString()
        val kind =
            InteractionModel.Kind.entries.firstOrNull { name == "$DSL.${it.type}" } ?: return null
        return InteractionModel(
            at = place(property),
            name = property.simpleName.asString(),
            kind = kind,
            visibility = if (isReachable) visibility(property) else Visibility.PRIVATE,
            isDelegated =
                property.isDelegated() && property.extensionReceiver == null && !isDeclaration,
            payload = types.read(type.arguments.single()),
            classes = classes.classes(type.arguments.single()),
            documentation = documentation(property),
        )
    }

    private fun declared(declaration: KSType): KSType? =
        declaration.arguments.single().type?.resolve()?.let(types::expand)

    private fun kind(declaration: KSClassDeclaration): Kind =
        when (declaration.classKind) {
            ClassKind.CLASS -> Kind.CLASS
            ClassKind.INTERFACE -> Kind.INTERFACE
            ClassKind.OBJECT -> Kind.OBJECT
            ClassKind.ENUM_CLASS,
            ClassKind.ENUM_ENTRY -> Kind.ENUM
            ClassKind.ANNOTATION_CLASS -> Kind.ANNOTATION
        }

    private fun kind(property: KSPropertyDeclaration): Kind =
        if (property.parentDeclaration == null) Kind.TOP_LEVEL_PROPERTY else Kind.MEMBER_PROPERTY

    private fun givenName(declaration: KSDeclaration): String =
        declaration.annotations
            .firstOrNull {
                types.expand(it.annotationType.resolve()).declaration.qualifiedName?.asString() ==
                    ANNOTATION
            }
            ?.arguments
            ?.firstOrNull { it.name?.asString() == "value" }
            ?.value as? String ?: ""

    private fun visibility(declaration: KSDeclaration): Visibility =
        when (declaration.getVisibility()) {
            KspVisibility.PUBLIC -> Visibility.PUBLIC
            KspVisibility.INTERNAL -> Visibility.INTERNAL
            KspVisibility.PROTECTED -> Visibility.PROTECTED
            else -> Visibility.PRIVATE
        }

    private fun place(declaration: KSDeclaration): Place {
        nodes += declaration
        return Place(nodes.size - 1)
    }

    private companion object {
        const val DSL = "dev.landlord.workflow"
        const val ANNOTATION = "$DSL.LandlordWorkflow"
        const val DEFINITION = "$DSL.WorkflowDefinition"
        const val BODY = "$DSL.java.WorkflowBody"

        /** The names that the code of Restate's processor uses without an import. */
        val HIDING = listOf("String", "Unit", "Any", "Boolean", "dev", "kotlin")
    }
}
