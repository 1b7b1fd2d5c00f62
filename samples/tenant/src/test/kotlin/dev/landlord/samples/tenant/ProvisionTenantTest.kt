package dev.landlord.samples.tenant

import dev.landlord.workflow.serve.WorkflowServer
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.runWorkflowTest
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlin.io.path.Path

class ProvisionTenantTest :
    FunSpec({
        val acme = ProvisionRequest("acme", "owner@acme.example")

        // region: test
        test("is deterministic on replay") {
            checkReplayDeterminism(listOf(acme)) { ProvisionTenant(FakeCloud()).workflow }
        }

        test("a failed health check undoes everything") {
            val cloud = FakeCloud()
            runWorkflowTest(ProvisionTenant(cloud).workflow) {
                crashDuring("start page")
                failStepForGood("check health", "the page does not answer")
                start(acme)
                expectFailure("the page does not answer")
                expectUndone("stop page", "remove directory")
            }
            cloud.made.shouldBeEmpty()
        }
        // endregion

        test("LW127 for a workflow that is bound instead of its service") {
            shouldThrow<IllegalArgumentException> {
                    WorkflowServer.builder().bind(ProvisionTenant(FakeCloud()))
                }
                .message shouldBe
                "[LW127] bind(new ProvisionTenant(…)): expected the service that the processor " +
                    "generates for the workflow, found the workflow itself. Write bind(new " +
                    "ProvisionTenantService(new ProvisionTenant(…))), in Kotlin without new."
        }

        test("the journals of a run that succeeds, and of one that fails") {
            runWorkflowTest(ProvisionTenant(FakeCloud()).workflow) {
                start(acme)
                expectReplayOf(Path("src/test/journals/provisioned.json"))
            }
            runWorkflowTest(ProvisionTenant(FakeCloud()).workflow) {
                failStepForGood("register", "no space")
                start(acme)
                expectReplayOf(Path("src/test/journals/undone.json"))
            }
        }
    })
