package dev.landlord.workflow.apt

import dev.landlord.workflow.types.TypeTable
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import kotlin.io.path.Path
import kotlin.io.path.readText

/**
 * The processor accepts a type of Java if and only if the runtime does, by the runtime's table of
 * types.
 */
class TypeTableTest :
    FunSpec({
        val types = "dev.landlord.workflow.types"
        // Java does not mark a type as nullable.
        val cases = TypeTable.java.distinctBy { it.source.replace("?", "") }

        /** A workflow with a signal for each type. */
        fun table(typesPackage: String): String =
            cases
                .mapIndexed { index, case ->
                    "public final Signal<${case.source.replace("?", "")}> t$index = null;"
                }
                .joinToString(
                    "\n",
                    """
                    import dev.landlord.workflow.*;
                    import dev.landlord.workflow.java.*;
                    import $typesPackage.*;
                    import java.util.*;

                    @LandlordWorkflow
                    public final class Table implements WorkflowBody<String, String> {
                        public String run(Workflow wf, String input) { return input; }

                    """
                        .trimIndent(),
                    "\n}\n",
                )

        fun refused(run: JavacRun): List<String> =
            run.errors.map { error ->
                val index = Regex("for signal t([0-9]+) ").find(error)?.groupValues?.get(1)
                if (index == null) error else cases[index.toInt()].source
            }

        val expected = cases.filterNot { it.isAccepted }.map { it.source }

        test("the processor refuses the types of a library that the runtime refuses") {
            val run = JavacRun(mapOf("Table.java" to table(types)), listOf("-proc:only"))
            refused(run) shouldContainExactly expected
        }

        test("the processor refuses the types of the module that the runtime refuses") {
            val source =
                Path("../dsl/src/test/java")
                    .resolve(types.replace('.', '/'))
                    .resolve("JavaTypes.java")
                    .readText()
                    .replace("package $types;", "package acme.types;\nimport $types.*;")
            val run =
                JavacRun(
                    mapOf(
                        "acme/types/JavaTypes.java" to source,
                        "Table.java" to table("acme.types"),
                    ),
                    listOf("-proc:only"),
                )
            refused(run) shouldContainExactly expected
        }
    })
