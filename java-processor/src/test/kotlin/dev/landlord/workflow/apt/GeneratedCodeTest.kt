package dev.landlord.workflow.apt

import dev.landlord.workflow.compiler.shouldSay
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.maps.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain
import java.util.ServiceLoader
import javax.annotation.processing.Processor
import kotlin.io.path.Path

/** The text of the generated code, which javac compiles without a warning. */
class GeneratedCodeTest :
    FunSpec({
        val folder = Path("src/test/resources/generated")
        val sources = sourcesIn(folder)
        val run by lazy {
            JavacRun(
                sources,
                listOf("-Xlint:all", "-Xlint:-classfile,-processing", "-Xdoclint:all,-missing"),
            )
        }

        test("the generated code compiles without a warning") {
            // No processor claims the annotations of Jackson.
            run.problems.shouldBeEmpty()
        }

        for (file in listOf("Service", "Payloads", "Client")) {
            test("the generated $file equals its golden file") {
                folder.resolve("ProvisionTenant$file.java.txt") shouldSay
                    run.generated.getValue("acme/ProvisionTenant$file.java")
            }
        }

        test("no generated source contains a word of Kotlin") {
            run.generated.values.forEach { it.lowercase() shouldNotContain "kotlin" }
        }

        test("the class of a service is found by the name of the service") {
            run.resources.getValue("META-INF/landlord/workflows/nightly.cleanup") shouldBe
                "acme.NightlyService\n"
        }

        test("a second run generates the same bytes") {
            JavacRun(sources).generated shouldContainExactly run.generated
        }

        test("javac finds the processor on its processor path") {
            ServiceLoader.load(Processor::class.java)
                .map { it.javaClass.name }
                .filter {
                    "landlord" in it
                } shouldBe listOf(LandlordJavaProcessor::class.java.name)
        }
    })
