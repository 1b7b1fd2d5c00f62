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

        /** `""` is the DSL itself. */
        fun layer(packageName: String) =
            packageName
                .removePrefix("dev.landlord.workflow")
                .removePrefix(".")
                .substringBefore('.')
                .takeIf {
                    it.firstOrNull()?.isLowerCase() == true &&
                        it in setOf("engine", "restate", "serve", "client")
                } ?: ""

        val knows =
            mapOf(
                "" to setOf(""),
                "engine" to setOf("", "engine"),
                "restate" to setOf("", "engine", "restate"),
                "serve" to setOf("", "engine", "restate", "serve"),
                "client" to setOf("", "client"),
            )

        test(
            "the DSL knows nobody, the engine the DSL, the adapter both, serving the adapter; a client the DSL alone"
        ) {
            sources
                .flatMap { source ->
                    val own = source.parent.name.let { if (it == "workflow") "" else it }
                    imports(source)
                        .filter { it.startsWith("dev.landlord.workflow") }
                        .filter { layer(it) !in knows.getValue(own) }
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
                    "RestateJournal.kt",
                    "SharedRun.kt",
                    // Which only hands it to the user.
                    "WithRestateContext.kt",
                )
        }

        test("no main file has more than 350 lines") {
            sources.filter { it.readLines().size > 350 }.map { it.name }.shouldBeEmpty()
        }
    })
