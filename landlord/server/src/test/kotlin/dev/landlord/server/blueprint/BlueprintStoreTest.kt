package dev.landlord.server.blueprint

import com.fasterxml.jackson.databind.node.JsonNodeFactory
import dev.landlord.server.LandlordOnRestate
import dev.landlord.server.config.ServiceNames
import dev.landlord.workflow.testing.server.ServerMode
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldNotContain
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.time.Instant
import kotlin.concurrent.thread
import kotlin.io.path.createFile
import kotlin.io.path.div

class BlueprintStoreTest :
    FunSpec({
        val landlord = LandlordOnRestate(ServerMode.NORMAL)
        afterSpec { landlord.close() }
        val store = BlueprintStore(landlord.restate, ServiceNames.plain())

        fun blueprint(id: String, command: String = "echo hello") =
            BlueprintParser.blueprint(
                DefinitionText.parse(
                        """
                        workflow_id: $id
                        description: says hello
                        timeout: 1h30m
                        retry_policy: {max_attempts: 2, initial_interval: 1s, max_interval: 2s, backoff_rate: 1.5}
                        tags: {team: a}
                        definition: {steps: [{name: hello, run: $command}]}
                        """
                            .trimIndent()
                    )
                    .tree(),
                true,
            )

        test("row 50: stores a blueprint with all its fields") {
            val created = store.create(blueprint("kept"))
            created.isNew shouldBe true
            val at = created.blueprint().createdAt()
            Instant.parse(at).shouldNotBeNull()
            store.find("kept").get() shouldBe blueprint("kept").createdAt(at)
            store.list() shouldContain blueprint("kept").createdAt(at)
        }

        test("row 46: creation is idempotent, and refuses a different blueprint") {
            val first = store.create(blueprint("twice"))
            store.create(blueprint("twice")) shouldBe BlueprintCreation(first.blueprint(), false)
            shouldThrow<BlueprintConflictException> { store.create(blueprint("twice", "echo bye")) }
                .message shouldBe
                "workflow twice exists already with another definition, since ${first.blueprint().createdAt()}; " +
                    "delete it first, or choose another id"
            store.find("twice").get() shouldBe first.blueprint()
        }

        test("row 46: of concurrent creations, one is the first") {
            val news = java.util.concurrent.ConcurrentLinkedQueue<Boolean>()
            (1..8)
                .map { thread { news += store.create(blueprint("crowded")).isNew } }
                .forEach { it.join() }
            news.count { it } shouldBe 1
            news.size shouldBe 8
        }

        test("row 46: deletion is idempotent, and frees the id") {
            store.create(blueprint("gone"))
            store.delete("gone")
            store.delete("gone")
            store.find("gone").isEmpty shouldBe true
            store.list().map { it.workflowId() } shouldNotContain "gone"
            store.create(blueprint("gone", "echo bye")).isNew shouldBe true
        }

        test(
            "deleting a workflow leaves alone its executions that have begun, and no other begins"
        ) {
            val go = tempdir().toPath() / "go"
            val created =
                store
                    .create(
                        blueprint(
                            "in-flight",
                            "'until test -e $go; do sleep 0.05; done; echo still here'",
                        )
                    )
                    .blueprint()
            val input = JsonNodeFactory.instance.objectNode()
            val run = BlueprintRun.of(created, input).toJson()
            landlord.control.start(landlord.workflow, "in-flight-1", run)
            landlord.await("in-flight-1", "its command runs") { it.steps().isNotEmpty() }
            store.delete("in-flight")
            go.createFile()
            landlord.awaitEnd("in-flight-1").output().toString() shouldBe
                """{"steps":{"hello":"still here"}}"""

            landlord.control.start(landlord.workflow, "in-flight-2", run)
            landlord.awaitEnd("in-flight-2").error().message() shouldBe
                "there is no workflow in-flight"
            store.create(blueprint("in-flight", "echo another"))
            landlord.control.start(landlord.workflow, "in-flight-3", run)
            landlord.awaitEnd("in-flight-3").error().message() shouldContain
                "expected version ${created.createdAt()} of workflow in-flight, found version"
        }
    })
