package dev.landlord.workflow.testing

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import java.nio.file.Path
import kotlin.io.path.Path
import kotlin.io.path.extension
import kotlin.io.path.name
import kotlin.io.path.readLines
import kotlin.io.path.walk

/** Dependencies of the test kit point one way. */
class StructureTest :
    FunSpec({
        val root = "dev.landlord.workflow.testing"
        val sources =
            Path("src/main").walk().filter { it.extension in setOf("kt", "java") }.toList()

        // From the inside out; the root package holds the functions that users call.
        val order =
            listOf(
                "journal",
                "errors",
                "memory",
                "replay",
                "story",
                "",
                "server",
                "kotest",
                "junit",
            )

        fun layer(source: Path) = source.parent.name.takeIf { it in order } ?: ""

        test(
            "the journal knows nobody, the run in memory the journal, checks both, users' functions all"
        ) {
            sources
                .flatMap { source ->
                    source
                        .readLines()
                        .filter { it.startsWith("import $root.") }
                        .map { it.removePrefix("import $root.").removeSuffix(";") }
                        .filter { import ->
                            val imported = import.substringBefore('.', "")
                            order.indexOf(imported) > order.indexOf(layer(source))
                        }
                        .map { "${source.name} imports $it" }
                }
                .shouldBeEmpty()
        }

        test("Kotest and JUnit are needed by those only who use them") {
            sources
                .filter { source ->
                    source.readLines().any {
                        it.startsWith("import io.kotest") && layer(source) != "kotest" ||
                            it.startsWith("import org.junit") && layer(source) != "junit"
                    }
                }
                .shouldBeEmpty()
        }

        test("no main file has more than 350 lines") {
            sources.filter { it.readLines().size > 350 }.map { it.name }.shouldBeEmpty()
        }
    })
