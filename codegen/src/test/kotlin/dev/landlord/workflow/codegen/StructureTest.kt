package dev.landlord.workflow.codegen

import dev.landlord.workflow.structure.ModuleStructure
import dev.landlord.workflow.structure.keepsItsStructure
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty

/** The model depends neither on the compiler that it was read from nor on the code writer. */
class StructureTest :
    FunSpec({
        val structure =
            ModuleStructure(
                root = "dev.landlord.workflow.codegen",
                uses =
                    mapOf(
                        "model" to setOf(),
                        "validate" to setOf("model"),
                        "generate" to setOf("model"),
                    ),
            )

        keepsItsStructure(structure)

        test("no class uses a compiler's API") {
            structure.usersOf("com.google.devtools.ksp.").shouldBeEmpty()
            structure.usersOf("javax.annotation.processing.").shouldBeEmpty()
        }
    })
