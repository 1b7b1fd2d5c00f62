package dev.landlord.benchmarks

import dev.landlord.workflow.structure.ModuleStructure
import dev.landlord.workflow.structure.keepsItsStructure
import io.kotest.core.spec.style.FunSpec

/** What compares knows the implementations by the names of their programs only. */
class StructureTest :
    FunSpec({
        keepsItsStructure(
            ModuleStructure(
                root = "dev.landlord.benchmarks",
                uses =
                    mapOf(
                        "arms" to setOf(),
                        "buildtime" to setOf(""),
                        "sidebyside" to setOf(""),
                        "" to setOf("arms"),
                        "jmh_generated" to setOf(""),
                    ),
            )
        )
    })
