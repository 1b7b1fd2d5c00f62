package dev.landlord.docs

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import java.nio.file.Path
import javax.xml.parsers.DocumentBuilderFactory
import kotlin.io.path.Path
import kotlin.io.path.div
import kotlin.io.path.exists
import kotlin.io.path.name
import kotlin.io.path.walk
import org.w3c.dom.Element
import org.w3c.dom.NodeList

/** Which module depends on which, in the main sources; tests may use more. */
class ModulesTest :
    FunSpec({
        val modules = modules(Path("..").toRealPath())

        test("modules have no cyclic dependencies") {
            modules.associate { it.artifact to it.dependencies } shouldBe
                mapOf(
                    "landlord-errors" to setOf(),
                    "landlord-dsl" to setOf("landlord-errors"),
                    "landlord-codegen" to setOf("landlord-errors"),
                    "landlord-ksp-processor" to setOf("landlord-codegen"),
                    "landlord-java-processor" to setOf("landlord-codegen"),
                    "landlord-dev-server" to setOf("landlord-errors"),
                    "landlord-testing" to
                        setOf("landlord-errors", "landlord-dsl", "landlord-dev-server"),
                    "landlord-benchmarks" to
                        setOf(
                            "landlord-testing",
                            "landlord-ksp-processor",
                            "landlord-java-processor",
                        ),
                    "landlord-local-cloud" to setOf(),
                    "landlord-api" to setOf(),
                    "landlord-cli" to setOf("landlord-api"),
                    "landlord-server" to
                        setOf(
                            "landlord-dsl",
                            "landlord-dev-server",
                            "landlord-api",
                            "landlord-local-cloud",
                            "landlord-cli",
                        ),
                    "landlord-sample-approvals" to setOf("landlord-dsl", "landlord-dev-server"),
                    "landlord-sample-callers" to setOf("landlord-sample-tenant"),
                    "landlord-sample-recipes" to setOf("landlord-dsl"),
                    "landlord-sample-tenant" to
                        setOf("landlord-dsl", "landlord-dev-server", "landlord-local-cloud"),
                    "landlord-docs" to setOf("landlord-dsl", "landlord-dev-server"),
                )
        }

        test("each module with packages has a test of its structure") {
            modules
                .filter { it.packages.size > 1 }
                .map { it.directory }
                .filterNot { directory ->
                    (directory / "src" / "test").walk().any { it.name == "StructureTest.kt" }
                }
                .map { it.name }
                .shouldBeEmpty()
        }
    })

/** @property packages the directories with Kotlin or Java main sources */
private class Module(
    val directory: Path,
    val artifact: String,
    val dependencies: Set<String>,
    val packages: Set<Path>,
)

/**
 * The modules of the build at [root], in the order of its POM; those that only list others left
 * out.
 */
private fun modules(root: Path): List<Module> {
    val pom = project(root)
    val listed = pom.child("modules")?.children("module").orEmpty().map { it.textContent.trim() }
    if (listed.isNotEmpty()) return listed.flatMap { modules(root / it) }
    val dependencies = pom.child("dependencies")?.children("dependency").orEmpty()
    return listOf(
        Module(
            directory = root,
            artifact = pom.text("artifactId"),
            dependencies =
                dependencies
                    .filter { it.text("groupId") == "dev.landlord" && it.text("scope") != "test" }
                    .map { it.text("artifactId") }
                    .toSet(),
            packages = packages(root / "src" / "main"),
        )
    )
}

private fun packages(sources: Path): Set<Path> =
    if (!sources.exists()) emptySet()
    else
        sources
            .walk()
            .filter { it.name.endsWith(".kt") || it.name.endsWith(".java") }
            .map { source -> source.parent.let { sources.relativize(it) } }
            // The packages of both languages are the same.
            .map { it.subpath(1, it.nameCount) }
            .toSet()

private fun project(directory: Path): Element =
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse((directory / "pom.xml").toFile())
        .documentElement

private fun Element.children(name: String): List<Element> =
    childNodes.elements().filter { it.tagName == name }

private fun Element.child(name: String): Element? = children(name).singleOrNull()

private fun Element.text(name: String): String = child(name)?.textContent?.trim().orEmpty()

private fun NodeList.elements(): List<Element> =
    List(length) { item(it) }.filterIsInstance<Element>()
