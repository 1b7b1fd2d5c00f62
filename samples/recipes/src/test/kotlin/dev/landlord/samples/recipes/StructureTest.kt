package dev.landlord.samples.recipes

import dev.landlord.workflow.structure.ModuleStructure
import dev.landlord.workflow.structure.keepsItsStructure
import io.kotest.core.spec.style.FunSpec

/** A recipe is read and copied alone, so no recipe uses another. */
class StructureTest :
    FunSpec({
        keepsItsStructure(
            ModuleStructure(
                root = "dev.landlord.samples.recipes",
                uses =
                    mapOf(
                        "cron" to setOf(),
                        "database" to setOf(),
                        "limit" to setOf(),
                        "parallel" to setOf(),
                        "saga" to setOf(),
                        "tour" to setOf(),
                        "webhook" to setOf(),
                    ),
            )
        )
    })
