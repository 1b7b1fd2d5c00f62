package dev.landlord.workflow.apt

import dev.landlord.workflow.structure.ModuleStructure
import dev.landlord.workflow.structure.keepsItsStructure
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty

/** The reader fills the model; it writes no code. */
class StructureTest :
    FunSpec({
        val structure =
            ModuleStructure(
                root = "dev.landlord.workflow.apt",
                uses = mapOf("read" to setOf(), "" to setOf("read")),
            )

        keepsItsStructure(structure)

        test("no class uses a code writer") {
            structure.usersOf("com.squareup.").shouldBeEmpty()
            structure.usersOf("com.palantir.").shouldBeEmpty()
        }

        test("no class uses an API of javac that other compilers do not have") {
            structure.usersOf("com.sun.").shouldBeEmpty()
        }
    })
