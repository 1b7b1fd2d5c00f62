package dev.landlord.workflow.apt

import dev.landlord.workflow.compiler.shouldSay
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
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
        val sources = Path("src/test/resources/diagnostics").listDirectoryEntries("*.java").sorted()

        fun expected(source: Path) = source.resolveSibling("${source.nameWithoutExtension}.txt")

        fun run(source: Path) =
            // The name of a source is that of its class, after the id of the diagnostic.
            JavacRun(mapOf(source.name.substringAfter('_') to source.readText()))

        for (source in sources) {
            test(source.nameWithoutExtension) { expected(source) shouldSay run(source).errors }
        }

        test("each diagnostic of a class in Java has a pair") {
            sources
                .flatMap { expected(it).readLines() }
                .map { it.substringAfter('[').substringBefore(']') }
                .toSet() shouldContainAll
                listOf("LW003", "LW004", "LW005", "LW006", "LW008", "LW009", "LW010", "LW011") +
                    listOf("LW012", "LW019", "LW031", "LW032", "LW033")
        }

        test("no message advises something that only Kotlin has") {
            for (message in sources.flatMap { expected(it).readLines() }) {
                message shouldNotContain Regex("\\bval |property|@Serializable")
            }
        }

        test("the compiler, not the processor, reports an unresolved type") {
            val run =
                JavacRun(
                    mapOf(
                        "Typo.java" to
                            """
                            import dev.landlord.workflow.*;
                            import dev.landlord.workflow.java.*;

                            @LandlordWorkflow
                            public final class Typo implements WorkflowBody<Strng, String> {
                                public String run(Workflow wf, Strng input) { return ""; }
                            }
                            """
                                .trimIndent()
                    )
                )
            run.errors.size shouldBe 2
            run.errors.forEach { it shouldContain "cannot find symbol" }
            run.generated shouldBe emptyMap()
        }

        test("all problems are reported at once, and valid classes still generate") {
            val run =
                JavacRun(
                    mapOf(
                        "Bad.java" to
                            """
                            import dev.landlord.workflow.*;

                            @LandlordWorkflow("restate")
                            abstract class Bad<T> {}
                            """
                                .trimIndent(),
                        "Good.java" to
                            """
                            import dev.landlord.workflow.*;
                            import dev.landlord.workflow.java.*;

                            @LandlordWorkflow
                            public final class Good implements WorkflowBody<String, String> {
                                public String run(Workflow wf, String input) { return input; }
                            }
                            """
                                .trimIndent(),
                    )
                )
            run.errors.map { it.substringAfter('[').substringBefore(']') } shouldBe
                listOf("LW003", "LW004", "LW005", "LW031", "LW009")
            run.generated.keys shouldBe
                setOf("GoodClient.java", "GoodPayloads.java", "GoodService.java")
        }
    })
