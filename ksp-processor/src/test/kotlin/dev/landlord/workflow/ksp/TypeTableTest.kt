package dev.landlord.workflow.ksp

import dev.landlord.workflow.types.TypeTable
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import kotlin.io.path.Path
import kotlin.io.path.readText

/**
 * The processor accepts a type if and only if the runtime does, by the runtime's table of types.
 */
class TypeTableTest :
    FunSpec({
        val cases = TypeTable.all
        val types = "dev.landlord.workflow.types"

        /** A workflow with a signal for each type. */
        fun table(typesPackage: String): String =
            cases
                .mapIndexed { index, case -> "val t$index by signal<${case.source}>()" }
                .joinToString(
                    "\n",
                    """
                    import dev.landlord.workflow.*
                    import $typesPackage.*

                    @LandlordWorkflow
                    class Table {
                        val workflow = landlordWorkflow<String, String> { it }

                    """
                        .trimIndent(),
                    "\n}\n",
                )

        fun refused(run: ProcessorRun): List<String> =
            // KSP also logs the references of Java sources that it does not resolve.
            run.errors
                .filter { "LW0" in it }
                .map { error ->
                    val index = Regex("for signal t([0-9]+) ").find(error)?.groupValues?.get(1)
                    if (index == null) error else cases[index.toInt()].source
                }

        val expected = cases.filterNot { it.isAccepted }.map { it.source }

        test("fault 40: the processor refuses the types of a library that the runtime refuses") {
            // KSP does not expose that a field of a compiled class is transient: it may be lost.
            val unsure = "JavaTypes.Caching"
            refused(ProcessorRun(mapOf("Table.kt" to table(types)))) shouldContainExactly
                cases.map { it.source }.filter { it in expected || it == unsure }
        }

        test("fault 40: the processor refuses the types of the module that the runtime refuses") {
            val sources = Path("../dsl/src/test")
            fun source(path: String) =
                sources.resolve(path).readText().replace("package $types", "package acme.types")
            val run =
                ProcessorRun(
                    mapOf(
                        "acme/types/JavaTypes.java" to
                            source("java/${types.replace('.', '/')}/JavaTypes.java"),
                        "acme/types/KotlinTypes.kt" to
                            source("kotlin/${types.replace('.', '/')}/KotlinTypes.kt"),
                        "Table.kt" to table("acme.types"),
                    )
                )
            refused(run) shouldContainExactly expected
        }
    })
