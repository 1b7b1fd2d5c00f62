package dev.landlord.docs

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.io.path.Path
import kotlin.io.path.readText

/** The project that a user copies has the build entry that we build with. */
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

        test("the KSP entry is the same") { kspEntry(starter) shouldBe kspEntry(ours) }

        test("the versions are the same") {
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
