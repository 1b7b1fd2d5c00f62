package dev.landlord.workflow.testing

import dev.landlord.workflow.structure.ModuleStructure
import dev.landlord.workflow.structure.keepsItsStructure
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly

/** Dependencies of the test kit point one way; the root package holds the functions of users. */
class StructureTest :
    FunSpec({
        val structure =
            ModuleStructure(
                root = "dev.landlord.workflow.testing",
                uses =
                    mapOf(
                        "journal" to setOf(),
                        "errors" to setOf("journal"),
                        "memory" to setOf("journal", "errors"),
                        "replay" to setOf("journal", "errors", "memory"),
                        "story" to setOf("journal", "errors", "memory"),
                        "" to setOf("journal", "errors", "memory", "replay", "story"),
                        "java" to setOf("", "replay"),
                        "server" to setOf(),
                        "kotest" to setOf("replay", "", "server"),
                        "junit" to setOf("server"),
                        "bytecode" to setOf(),
                    ),
            )

        keepsItsStructure(structure)

        test("only the extension for JUnit needs JUnit, and only those for Kotest need Kotest") {
            structure.usersOf("org.junit.") shouldContainExactly listOf("RestateExtension.java")
            structure.usersOf("io.kotest.") shouldContainExactly
                listOf("CheckReplayDeterminism.kt", "RestateExtension.kt")
        }
    })
