package dev.landlord.workflow.apt

import dev.landlord.workflow.apt.read.WorkflowReader
import dev.landlord.workflow.codegen.generate.GeneratedFile
import dev.landlord.workflow.codegen.generate.generate
import dev.landlord.workflow.codegen.validate.WorkflowValidator
import java.io.IOException
import javax.annotation.processing.AbstractProcessor
import javax.annotation.processing.RoundEnvironment
import javax.lang.model.SourceVersion
import javax.lang.model.element.Element
import javax.lang.model.element.QualifiedNameable
import javax.lang.model.element.TypeElement
import javax.tools.Diagnostic.Kind.ERROR
import javax.tools.StandardLocation.CLASS_OUTPUT

/**
 * Generates a Restate service and a client for every class in Java with `@LandlordWorkflow` that
 * implements `WorkflowBody`: reads the elements into the model of `landlord-codegen`, which
 * validates the model and generates the sources. All generated sources are Java. From
 *
 * ```
 * @LandlordWorkflow
 * public final class ProvisionTenant implements WorkflowBody<ProvisionRequest, Tenant> {
 *     public final Approval<Budget> finance = Approval.of(Budget.class);
 *     …
 * }
 * ```
 *
 * it generates `ProvisionTenantService` and `ProvisionTenantClient`. Reports each problem at its
 * source, and generates for the other classes. Each generated file depends on one class.
 */
public class LandlordJavaProcessor : AbstractProcessor() {
    private val validator = WorkflowValidator()

    /** The classes of the sources that generated classes must not replace. */
    private val sources = HashSet<String>()

    /** The classes with a type that another processor may still generate. */
    private var unresolved = emptyList<String>()

    override fun getSupportedAnnotationTypes(): Set<String> = setOf(ANNOTATION)

    override fun getSupportedSourceVersion(): SourceVersion = SourceVersion.latestSupported()

    override fun process(
        annotations: Set<TypeElement>,
        round: RoundEnvironment,
    ): Boolean {
        round.rootElements.filterIsInstance<QualifiedNameable>().mapTo(sources) {
            "${it.qualifiedName}"
        }
        val elements = processingEnv.elementUtils
        val annotated =
            unresolved.mapNotNull(elements::getTypeElement) +
                annotations
                    .flatMap { round.getElementsAnnotatedWith(it) }
                    .filterIsInstance<TypeElement>()
        val reader = WorkflowReader(elements, processingEnv.typeUtils, sources)
        // If no processor generates the type, the compiler reports it.
        val (incomplete, complete) = annotated.partition(reader::isIncomplete)
        unresolved = incomplete.map { "${it.qualifiedName}" }
        if (!round.processingOver()) complete.forEach { generateFor(it, reader) }
        return true
    }

    private fun generateFor(type: TypeElement, reader: WorkflowReader) {
        val workflow = reader.read(type)
        val problems = validator.problems(workflow)
        problems.forEach {
            processingEnv.messager.printMessage(ERROR, it.text, reader.element(it.at))
        }
        if (problems.isEmpty()) generate(workflow).forEach { write(it, type) }
    }

    private fun write(file: GeneratedFile, source: Element) {
        val name = listOf(file.packageName, file.name).filter { it.isNotEmpty() }.joinToString(".")
        try {
            val output =
                if (file.extension.isEmpty())
                    processingEnv.filer.createResource(CLASS_OUTPUT, "", file.name, source)
                else processingEnv.filer.createSourceFile(name, source)
            output.openWriter().use { it.write(file.text) }
        } catch (failure: IOException) {
            processingEnv.messager.printMessage(ERROR, "cannot write $name: $failure", source)
        }
    }

    private companion object {
        const val ANNOTATION = "dev.landlord.workflow.LandlordWorkflow"
    }
}
