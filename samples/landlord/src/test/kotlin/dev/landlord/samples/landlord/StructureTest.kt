package dev.landlord.samples.landlord

import dev.landlord.workflow.structure.ModuleStructure
import dev.landlord.workflow.structure.keepsItsStructure
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty

/**
 * Dependencies of Landlord point one way, from the server and its HTTP API to the configuration.
 */
class StructureTest :
    FunSpec({
        val structure =
            ModuleStructure(
                root = "dev.landlord.samples.landlord",
                uses =
                    mapOf(
                        "input" to setOf(),
                        "compute" to setOf("input"),
                        "workflow" to setOf("compute", "input"),
                        "config" to setOf(),
                        "auth" to setOf("config"),
                        "restate" to setOf("auth"),
                        "registration" to setOf("auth", "config", "restate"),
                        "blueprint" to setOf("config", "input", "restate"),
                        "execution" to setOf("blueprint", "config", "restate"),
                        "tenant" to
                            setOf(
                                "compute",
                                "config",
                                "execution",
                                "input",
                                "restate",
                                "workflow",
                            ),
                        "catalog" to setOf("blueprint", "config", "execution", "restate", "tenant"),
                        "http" to
                            setOf(
                                "blueprint",
                                "catalog",
                                "compute",
                                "config",
                                "execution",
                                "input",
                                "registration",
                                "restate",
                                "tenant",
                                "workflow",
                            ),
                        // The command line uses the HTTP API of a server, and no class of it.
                        "cli" to setOf("input"),
                        "server" to
                            setOf(
                                "auth",
                                "blueprint",
                                "catalog",
                                "cli",
                                "compute",
                                "config",
                                "execution",
                                "http",
                                "input",
                                "registration",
                                "restate",
                                "tenant",
                                "workflow",
                            ),
                    ),
            )

        keepsItsStructure(structure)

        test("Landlord needs no test kit") {
            structure.usersOf("dev.landlord.workflow.testing.").shouldBeEmpty()
        }
    })
