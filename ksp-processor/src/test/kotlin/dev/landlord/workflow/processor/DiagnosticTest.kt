package dev.landlord.workflow.processor

import dev.landlord.workflow.compiler.shouldSay
import dev.landlord.workflow.processor.validate.Diagnostic
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.shouldBe
import java.nio.file.Path
import kotlin.io.path.Path
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.nameWithoutExtension
import kotlin.io.path.readLines
import kotlin.io.path.readText

/** Every diagnostic: a source, and the exact words and lines that it gets, in pairs. */
class DiagnosticTest :
    FunSpec({
        val sources = Path("src/test/resources/diagnostics").listDirectoryEntries("*.kt").sorted()

        fun expected(source: Path) = source.resolveSibling("${source.nameWithoutExtension}.txt")

        for (source in sources) {
            test(source.nameWithoutExtension) {
                expected(source) shouldSay
                    ProcessorRun(mapOf(source.name to source.readText())).errors
            }
        }

        test("each diagnostic has a pair") {
            sources
                .flatMap { expected(it).readLines() }
                .map {
                    it.substringAfter('[').substringBefore(']')
                } shouldContainAll Diagnostic.entries.map { it.name }
        }

        test("a type that is not there is left to the compiler, which tells it better") {
            val run =
                ProcessorRun(
                    mapOf(
                        "Typo.kt" to
                            """
                            import dev.landlord.workflow.*

                            @LandlordWorkflow val typo = landlordWorkflow<Strng, List<Strng>> { listOf(it) }

                            @LandlordWorkflow
                            class Desk {
                                val finance by approval<Bdget>()
                                val workflow = landlordWorkflow<String, String> { it }
                            }
                            """
                                .trimIndent()
                    )
                )
            run.errors shouldBe emptyList()
            run.generated shouldBe emptyMap()
        }

        test("all problems are reported at once, and what is valid is generated all the same") {
            val run =
                ProcessorRun(
                    mapOf(
                        "Bad.kt" to
                            """
                            import dev.landlord.workflow.*

                            @LandlordWorkflow("restate") private abstract class Bad<T>

                            @LandlordWorkflow class Worse
                            """
                                .trimIndent(),
                        "Good.kt" to
                            """
                            import dev.landlord.workflow.*

                            @LandlordWorkflow val good = landlordWorkflow<String, String> { it }
                            """
                                .trimIndent(),
                    )
                )
            run.errors.map { it.substringAfter('[').substringBefore(']') } shouldBe
                listOf("LW003", "LW004", "LW005", "LW001", "LW009", "LW001")
            run.generated.keys shouldContainAll listOf("kotlin/GoodService.kt")
        }
    })
