package dev.landlord.docs

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.io.path.Path
import kotlin.io.path.readText

/** The project that users copy has the same build entry as our own build. */
class StarterTest :
    FunSpec({
        val ours = Path("../pom.xml").readText()
        val starter = Path("../samples/starter/pom.xml").readText()

        fun kspEntry(pom: String) =
            pom.substringAfter(
                    "<artifactId>maven-antrun-plugin</artifactId>\n          <version>",
                    "",
                )
                .ifEmpty {
                    pom.substringAfter(
                        "<artifactId>maven-antrun-plugin</artifactId>\n        <version>"
                    )
                }
                .substringBefore("</plugin>")
                .lines()
                .joinToString("\n") { it.trim() }
                .replace("\${project.version}", "\${landlord.version}")

        test("the KSP entry of the starter equals ours") { kspEntry(starter) shouldBe kspEntry(ours) }

        test("fault 15: the starter compiles Kotlin and Java in our order, tests too") {
            fun executions(pom: String, plugin: String) =
                pom.substringAfter("<artifactId>$plugin</artifactId>")
                    .substringAfter("<executions>")
                    .substringBefore("</executions>")
                    .lines()
                    .filterNot { "<!--" in it }
                    .joinToString("\n") { it.trim().replace("\${project.basedir}/", "") }
            for (plugin in listOf("kotlin-maven-plugin", "maven-compiler-plugin")) {
                executions(starter, plugin) shouldBe executions(ours, plugin)
            }
        }

        test("fault 16: no plugin is resolved from a snapshot repository") {
            val repository = starter.substringAfter("<pluginRepository>").substringBefore("</plug")
            repository shouldContain "<id>apache.snapshots</id>"
            repository.substringAfter("<snapshots>").substringBefore("</snapshots>") shouldContain
                "<enabled>false</enabled>"
        }

        test("the versions of the starter equal ours") {
            for (name in
                listOf(
                    "kotlin.version",
                    "kotlin.language.version",
                    "ksp.version",
                    "restate.sdk.version",
                )) {
                val version = Regex("<$name>(.*)</$name>").find(ours)!!.groupValues[1]
                starter shouldContain "<$name>$version</$name>"
            }
        }
    })
