package dev.landlord.workflow.ksp

import dev.landlord.workflow.compiler.shouldSay
import dev.landlord.workflow.errors.ErrorCode
import dev.landlord.workflow.errors.Part
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

/** Pairs of a source and its exact diagnostics with their lines. */
class DiagnosticTest :
    FunSpec({
        val sources =
            Path("src/test/resources/diagnostics").listDirectoryEntries("*.{kt,java}").sorted()

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
                } shouldContainAll
                ErrorCode.values()
                    .filter { it.part() == Part.PROCESSOR }
                    .map { it.name }
                    // Only the processor for javac reads the fields of a class in Java.
                    .minus("LW032")
        }

        test("fault 41: a type in no package cannot be imported by generated code") {
            val run =
                ProcessorRun(
                    mapOf(
                        "Size.kt" to "@kotlinx.serialization.Serializable class Size(val x: Int)",
                        "Order.kt" to
                            """
                            package acme

                            import Size
                            import dev.landlord.workflow.*

                            @LandlordWorkflow val order = landlordWorkflow<Size, Int> { it.x }
                            """
                                .trimIndent(),
                    )
                )
            run.errors shouldBe
                listOf(
                    "Order.kt:6: [LW016] @LandlordWorkflow order: expected an input type that " +
                        "generated Kotlin and Java code can name, found Size: it is in no package, so " +
                        "no other package can import it. Rename it, or use a type of your own " +
                        "instead."
                )
        }

        test("fault 41: a module that opts in may use types that require the opt-in") {
            val source = sources.single { it.name == "LW017_NeedsOptIn.kt" }
            val options = mapOf("landlord.optIn" to "Preview, Early")
            ProcessorRun(mapOf(source.name to source.readText()), options).errors shouldBe
                emptyList()
        }

        test("classes in Java are left to the processor for javac") {
            val source = sources.single { it.name == "LW035_BodyInJava.java" }
            val run =
                ProcessorRun(
                    mapOf(source.name to source.readText()),
                    mapOf("landlord.javaWorkflows" to "javac"),
                )
            run.errors shouldBe emptyList()
            run.generated shouldBe emptyMap()
        }

        test("the compiler, not the processor, reports an unresolved type") {
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

        test("all problems are reported at once, and valid classes still generate") {
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
