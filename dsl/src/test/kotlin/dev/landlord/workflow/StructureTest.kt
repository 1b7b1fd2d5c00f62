package dev.landlord.workflow

import dev.landlord.workflow.structure.ModuleStructure
import dev.landlord.workflow.structure.keepsItsStructure
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly

/** Dependencies point one way, and few files use the SDK's context. */
class StructureTest :
    FunSpec({
        val structure =
            ModuleStructure(
                root = "dev.landlord.workflow",
                uses =
                    mapOf(
                        // The kernel.
                        "engine" to setOf(),
                        // The stacks of bodies in Java.
                        "carrier" to setOf("engine"),
                        "" to setOf("engine", "carrier"),
                        "handler" to setOf("engine", ""),
                        "approval" to setOf("engine", "", "handler"),
                        "signal" to setOf("engine", "", "handler"),
                        "call" to setOf("engine", ""),
                        "body" to
                            setOf(
                                "engine",
                                "",
                                "carrier",
                                "approval",
                                "signal",
                                "call",
                                "sdkinternals",
                            ),
                        // The DSL for Java, and its verbs as those of Kotlin.
                        "java" to setOf(""),
                        "blocking" to setOf("engine", "", "carrier", "body", "java"),
                        // Java bridges to what Kotlin code cannot call.
                        "sdkinternals" to setOf("engine"),
                        "restate" to
                            setOf(
                                "engine",
                                "",
                                "handler",
                                "approval",
                                "carrier",
                                "signal",
                                "body",
                                "java",
                                "blocking",
                                "sdkinternals",
                            ),
                        "serve" to setOf("restate"),
                        // The API for callers of workflows, and the requests of generated clients.
                        "client" to setOf("engine", "", "approval"),
                        "ingress" to setOf("", "client"),
                    ),
            )

        keepsItsStructure(structure)

        test("one file uses the SDK's context of a run (E1), one that of a shared handler") {
            structure.usersOf("dev.restate.sdk.kotlin.") shouldContainExactly
                listOf(
                    "HandlerContexts.java",
                    "Handlers.kt",
                    // Passes the contexts to the handlers of a class in Java.
                    "JavaWorkflowService.kt",
                    // The options with which the SDK starts a handler.
                    "ReceivingThread.kt",
                    "RestateHandlerPort.kt",
                    "RestateJournal.kt",
                    // Passes the context to the user's block.
                    "WithRestateContext.kt",
                )
        }
    })
