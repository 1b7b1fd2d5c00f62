package dev.landlord.workflow

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import java.nio.file.Path
import kotlin.io.path.Path
import kotlin.io.path.extension
import kotlin.io.path.name
import kotlin.io.path.readLines
import kotlin.io.path.walk

/** Dependencies point one way, and the SDK's context is behind one file. */
class StructureTest :
    FunSpec({
        val root = Path("src/main")
        val sources = root.walk().filter { it.extension in setOf("kt", "java") }.toList()

        fun imports(source: Path) =
            source
                .readLines()
                .filter { it.startsWith("import ") }
                .map { it.removePrefix("import ").removeSuffix(";") }

        /** The package of the library that an import names; `""` is the DSL itself. */
        fun layer(import: String): String =
            import
                .removePrefix("dev.landlord.workflow.")
                .substringBefore('.', missingDelimiterValue = "")
                .takeIf { it in KNOWS } ?: ""

        test(
            "dependencies between packages point one way, and the engine depends on none but the errors"
        ) {
            sources
                .flatMap { source ->
                    val own = source.parent.name.let { if (it == "workflow") "" else it }
                    imports(source)
                        .filter { it.startsWith("dev.landlord.workflow.") }
                        .filterNot { layer(it) in setOf(own, "errors") + KNOWS.getValue(own) }
                        .map { "${source.name} imports $it" }
                }
                .shouldBeEmpty()
        }

        test("one file uses the SDK's context of a run (E1), another that of its handlers") {
            sources
                .filter { source ->
                    imports(source).any { it.startsWith("dev.restate.sdk.kotlin") }
                }
                .map { it.name }
                .sorted() shouldContainExactly
                listOf(
                    "ContextCommands.java",
                    "Handlers.kt",
                    "RestateHandlerPort.kt",
                    "RestateJournal.kt",
                    // Which only hands it to the user.
                    "WithRestateContext.kt",
                )
        }

        test("no main file has more than 350 lines") {
            sources.filter { it.readLines().size > 350 }.map { it.name }.shouldBeEmpty()
        }
    })

/** The packages that each may import, besides the catalogue of errors; `""` is the DSL itself. */
private val KNOWS =
    mapOf(
        "errors" to setOf(),
        "engine" to setOf(),
        "" to setOf("engine"),
        "handler" to setOf("engine", ""),
        "approval" to setOf("engine", "", "handler"),
        "signal" to setOf("engine", "", "handler"),
        "calling" to setOf("engine", ""),
        "body" to setOf("engine", "", "approval", "signal", "calling"),
        "restate" to setOf("engine", "", "handler", "approval", "signal", "body"),
        "serve" to setOf("engine", "", "restate"),
        "client" to setOf("engine", ""),
    )
