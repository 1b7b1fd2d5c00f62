package dev.landlord.devserver

import dev.landlord.workflow.structure.ModuleStructure
import dev.landlord.workflow.structure.keepsItsStructure
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly

/** The server is started without the library. */
class StructureTest :
    FunSpec({
        val structure = ModuleStructure("dev.landlord.devserver", uses = mapOf("" to setOf()))

        keepsItsStructure(structure)

        test("no class uses the library or Kotlin, and one uses Restate's container") {
            // The catalogue of errors is a module of its own.
            structure.usersOf("dev.landlord.workflow.") shouldContainExactly
                listOf("ServerErrors.java")
            structure.usersOf("kotlin.").shouldBeEmpty()
            structure.usersOf("dev.restate.") shouldContainExactly listOf("ContainerServer.java")
        }
    })
