package dev.landlord.server.blueprint

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlin.io.path.Path
import kotlin.io.path.readText

/** The workflow that the guide has users write. */
class GuideDefinitionTest :
    FunSpec({
        test("fault 18: the workflow.yaml of the guide is valid, and its commands work") {
            val text = Path("src/test/resources/guide/workflow.yaml").readText()
            val steps =
                BlueprintParser.definition("my-workflow", DefinitionText.parse(text)).steps()
            steps.map { it.name() } shouldBe listOf("reserve", "agree", "greet")
            steps.filterIsInstance<BlueprintStep.Command>().map { printed(it.run()) } shouldBe
                listOf("{\"place\": 7}\n", "Hello, Restate!\n")
        }
    })

private fun printed(command: String): String {
    val process = ProcessBuilder("/bin/sh", "-c", command).redirectErrorStream(true).start()
    return process.inputReader().use { it.readText() }.also { process.waitFor() shouldBe 0 }
}
