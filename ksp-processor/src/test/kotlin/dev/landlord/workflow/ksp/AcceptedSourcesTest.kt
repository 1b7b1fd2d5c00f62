package dev.landlord.workflow.ksp

import dev.landlord.workflow.Campaign
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlin.io.path.Path
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.readText

/**
 * Unusual but valid sources: the code generated from each of them compiles, in Kotlin and Java,
 * with every warning an error. `DiagnosticTest` has the sources that are refused. The full campaign
 * compiles all of them, 20,000 lines including the generated code.
 */
class AcceptedSourcesTest :
    FunSpec({
        val sources =
            Path("src/test/resources/accepted").listDirectoryEntries("*.kt").sorted().filter {
                Campaign.isFull || it.name in BOUNDED
            }
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

/** One source for each kind of fault that was found. */
private val BOUNDED = setOf("ClassNames.kt", "Keywords.kt", "OptIn.kt", "Root.kt", "SendHandler.kt")
