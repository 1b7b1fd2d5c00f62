package dev.landlord.server.workflow

import dev.landlord.server.compute.ComputeProviders
import dev.landlord.server.compute.MockCompute
import dev.landlord.server.compute.TenantSpec
import dev.landlord.server.compute.json
import dev.landlord.workflow.Campaign
import dev.landlord.workflow.java.WorkflowBody
import dev.landlord.workflow.testing.java.ReplayCheck
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

/** Archiving and deletion, which remove the same resources. */
class TenantRemovalTest :
    FunSpec({
        val workflows =
            mapOf<String, (ComputeProviders) -> WorkflowBody<TenantJob, TenantOutcome>>(
                "archive" to ::TenantArchiving,
                "delete" to ::TenantDeletion,
            )
        val archived = TenantOutcome.archived()

        for ((operation, workflow) in workflows) {
            test(
                "$operation removes resources in reverse order, also those of the former configuration"
            ) {
                val mock = MockCompute.inMemory()
                val former = """{"resources": ["directory", "cache"]}"""
                mock.create("cache", TenantSpec("acme", json(former)), "uuid-of-acme")
                mock.create("directory", TenantSpec("acme", json(former)), "uuid-of-acme")
                story(workflow(ComputeProviders("mock", mock))) {
                    crashAfterEveryEntry()
                    start(job("""{"resources": ["directory", "page"]}""", former, operation))
                    expectDone("remove page", "remove cache", "remove directory")
                    expectResult(archived)
                }
                mock.status("acme").isPresent shouldBe false
            }

            test("row 63: $operation of missing resources succeeds") {
                story(workflow(ComputeProviders("mock", MockCompute.inMemory()))) {
                    start(job(operation = operation))
                    expectResult(archived)
                }
            }

            test("$operation does not remove resources with another claim") {
                val mock = MockCompute.inMemory()
                mock.create("page", TenantSpec("acme", json("{}")), "theirs")
                story(workflow(ComputeProviders("mock", mock))) {
                    start(job(operation = operation))
                    expectResult(archived)
                }
                mock.status("acme").orElseThrow().claim() shouldBe "theirs"
            }

            test("$operation is deterministic on replay") {
                ReplayCheck.of { workflow(ComputeProviders("mock", MockCompute.inMemory())) }
                    .inputs(job(operation = operation))
                    .iterations(Campaign.rounds(bounded = 60, full = 250))
                    .check()
            }
        }
    })
