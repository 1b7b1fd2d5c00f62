package dev.landlord.docs

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlin.io.path.Path
import kotlin.io.path.nameWithoutExtension
import kotlin.io.path.readText
import kotlin.io.path.walk

/** Each test that `guarantees.md` cites exists. */
class GuaranteesTest :
    FunSpec({
        val document = Path("guarantees.md").readText()

        test("guarantees.md defines G1 to G9, each with its tests") {
            val defined = Regex("""^## (G\d):""", RegexOption.MULTILINE).findAll(document)
            defined.map { it.groupValues[1] }.toList() shouldBe (1..9).map { "G$it" }
            document.split("\n## ").drop(1).filterNot { "\nTests: `" in it }.shouldBeEmpty()
        }

        test("every test that guarantees.md names is in the project") {
            val sources =
                listOf("../dsl", "../testing").flatMap { module ->
                    Path(module, "src/test").walk().map { it.nameWithoutExtension }.toList()
                }
            Regex("""`(\w+(?:Test|Contract))`""")
                .findAll(document)
                .map { it.groupValues[1] }
                .filterNot { it in sources }
                .toList()
                .shouldBeEmpty()
        }
    })
