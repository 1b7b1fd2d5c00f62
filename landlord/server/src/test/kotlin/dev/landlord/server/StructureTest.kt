package dev.landlord.server

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
                root = "dev.landlord.server",
                uses =
                    mapOf(
                        "input" to setOf(),
                        "compute" to setOf(),
                        "decision" to setOf(),
                        "workflow" to setOf("compute", "decision", "input"),
                        "config" to setOf(),
                        "auth" to setOf("config"),
                        "store" to setOf("config"),
                        "audit" to setOf("store"),
                        "identity" to setOf("config", "store"),
                        "restate" to setOf("auth"),
                        "registration" to setOf("auth", "config", "restate"),
                        "blueprint" to setOf("config", "decision", "input", "restate"),
                        "execution" to setOf("blueprint", "config", "decision", "restate", "store"),
                        "metrics" to setOf("execution", "registration", "restate"),
                        "readiness" to setOf("config", "restate", "store"),
                        "tenant" to
                            setOf(
                                "compute",
                                "config",
                                "decision",
                                "execution",
                                "restate",
                                "workflow",
                            ),
                        "catalog" to setOf("blueprint", "config", "execution", "restate", "tenant"),
                        "http" to
                            setOf(
                                "audit",
                                "blueprint",
                                "catalog",
                                "compute",
                                "config",
                                "decision",
                                "execution",
                                "identity",
                                "metrics",
                                "readiness",
                                "registration",
                                "restate",
                                "store",
                                "tenant",
                                "workflow",
                            ),
                        "" to
                            setOf(
                                "audit",
                                "auth",
                                "blueprint",
                                "catalog",
                                "compute",
                                "config",
                                "decision",
                                "execution",
                                "http",
                                "identity",
                                "metrics",
                                "readiness",
                                "registration",
                                "restate",
                                "store",
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
