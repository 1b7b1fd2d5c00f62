package dev.landlord.workflow.ksp

import dev.landlord.workflow.structure.ModuleStructure
import dev.landlord.workflow.structure.keepsItsStructure
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty

/** The reader fills the model; it writes no code. */
class StructureTest :
    FunSpec({
        val structure =
            ModuleStructure(
                root = "dev.landlord.workflow.ksp",
                uses = mapOf("read" to setOf(), "" to setOf("read")),
            )

        keepsItsStructure(structure)

        test("no class uses a code writer") {
            structure.usersOf("com.squareup.").shouldBeEmpty()
            structure.usersOf("com.palantir.").shouldBeEmpty()
        }
    })
