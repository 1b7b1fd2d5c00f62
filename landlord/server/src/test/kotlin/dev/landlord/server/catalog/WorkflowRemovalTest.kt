package dev.landlord.server.catalog

import dev.landlord.server.LandlordOnRestate
import dev.landlord.server.blueprint.BlueprintParser
import dev.landlord.server.blueprint.BlueprintStore
import dev.landlord.server.blueprint.DefinitionText
import dev.landlord.server.config.ServiceNames
import dev.landlord.server.execution.WorkflowTarget
import dev.landlord.workflow.testing.server.ServerMode
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import java.time.Duration
import java.util.Optional

class WorkflowRemovalTest :
    FunSpec({
        val landlord = LandlordOnRestate(ServerMode.NORMAL)
        afterSpec { landlord.close() }
        val id = "run-blueprint"
        val store = BlueprintStore(landlord.restate, ServiceNames.plain())
        val catalog = WorkflowCatalog(landlord.restate, ServiceNames.plain(), AllServed)

        test("fault 27: refuses the deletion during a long undo, and succeeds after it") {
            val file = tempdir().toPath().resolve("go")
            val steps =
                "[{name: make, run: 'true', undo: 'while [ ! -e $file ]; do sleep 0.1; done'}, {name: ok, approval: {}}]"
            store.create(
                BlueprintParser.blueprint(
                    DefinitionText.parse("{workflow_id: $id, definition: {steps: $steps}}").tree(),
                    true,
                )
            )
            val name = landlord.start("steps: $steps")
            landlord.await(name, "it asks") { it.pendingApprovals().isNotEmpty() }
            val removal =
                WorkflowRemoval(catalog, landlord.control, landlord.restate, Duration.ofMillis(300))
            shouldThrow<WorkflowInUseException> { removal.delete(id, true) }.message shouldBe
                "the executions of workflow $id are cancelled and have not finished their undo: $name;" +
                    " delete the workflow again after their end"
            store.find(id).isPresent shouldBe true
            file.toFile().createNewFile()
            landlord.awaitEnd(name)
            removal.delete(id, false)
            store.find(id).isPresent shouldBe false
            catalog.target(id) shouldBe WorkflowTarget(id, "RunBlueprint")
        }
    })

private object AllServed : ServedWorkflows {
    override fun serve(blueprintServices: Set<String>) = mapOf<String, String>()

    override fun isOwn(service: String) = false

    override fun foreign(service: String): Optional<String> = Optional.empty()

    override fun registered() = setOf("Blueprint")

    override fun awaitRegistered() = Unit

    override fun requireRegistered(service: String) = Unit
}
