package dev.landlord.workflow

import dev.landlord.workflow.compiler.KotlinCompiler
import dev.landlord.workflow.compiler.shouldSay
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.nio.file.Path
import kotlin.io.path.Path
import kotlin.io.path.extension
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.nameWithoutExtension

/** Pairs of a source that must not compile and the exact message of the compiler. */
class MisuseTest :
    FunSpec({
        val folder = Path("src/test/resources/misuse")

        fun expected(source: Path) = source.resolveSibling("${source.nameWithoutExtension}.txt")

        for (source in folder.listDirectoryEntries("*.kt").sorted()) {
            test("does not compile: ${source.nameWithoutExtension}") {
                expected(source) shouldSay KotlinCompiler.compile(listOf(source)).errors
            }
        }

        test("every expected output has its source") {
            folder
                .listDirectoryEntries()
                .filter { it.extension == "txt" }
                .map { it.nameWithoutExtension }
                .sorted() shouldBe
                folder
                    .listDirectoryEntries()
                    .filter { it.extension == "kt" }
                    .map { it.nameWithoutExtension }
                    .sorted()
        }

        test("correct uses compile") {
            KotlinCompiler.compile(listOf(Path("src/test/resources/TheRightWay.kt")))
                .errors shouldBe emptyList()
        }
    })
