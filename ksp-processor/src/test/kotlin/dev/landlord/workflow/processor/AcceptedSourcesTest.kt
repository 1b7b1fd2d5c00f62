package dev.landlord.workflow.processor

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlin.io.path.Path
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.readText

/**
 * Unusual but valid sources: what is generated from each of them compiles, in Kotlin and in Java,
 * with every warning an error. `DiagnosticTest` has the sources that are refused.
 */
class AcceptedSourcesTest :
    FunSpec({
        val sources = Path("src/test/resources/accepted").listDirectoryEntries("*.kt").sorted()
        val run by lazy { ProcessorRun(sources.associate { it.name to it.readText() }) }

        test("fault 41: the processor accepts unusual names, types and annotations") {
            run.errors shouldBe emptyList()
        }

        test("fault 41: the Kotlin that is generated from them compiles without a warning") {
            run.kotlinProblems shouldBe emptyList()
        }

        test("fault 41: the Java that is generated from them compiles without a warning") {
            run.javaProblems("-Xlint:all", "-Xdoclint:all,-missing") shouldBe emptyList()
        }
    })
