package dev.landlord.samples.tenant

import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.runWorkflowTest
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty

class ProvisionTenantTest :
    FunSpec({
        val acme = ProvisionRequest("acme", "owner@acme.example")

        // region: test
        test("replays the same way, whatever crashes") {
            checkReplayDeterminism(listOf(acme)) { ProvisionTenant(FakeCloud()).workflow }
        }

        test("a tenant whose page does not answer leaves nothing behind") {
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
    })
