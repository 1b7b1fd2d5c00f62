package dev.landlord.docs

import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.WorkflowPhase
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.kotest.RestateExtension
import dev.landlord.workflow.testing.runWorkflowTest
import dev.restate.client.IngressException
import dev.restate.client.kotlin.attachSuspend
import io.kotest.core.extensions.install
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.util.zip.DataFormatException

class RentToolsTest :
    FunSpec({
        test("what is out of quota is reserved up to the quota") {
            val shop = Shop()
            runWorkflowTest(RentTools(shop).workflow) {
                crashAfterEveryEntry()
                start(Order("drill", quantity = 9))
                expectDone("reserve what there is", "import the price list")
                expectResult("drill: 3")
            }
            shop.reservations.toList() shouldContainExactly listOf("reservation-drill")
        }

        test("what the policy is terminal on is not tried again") {
            runWorkflowTest(RentTools(Shop()).workflow) {
                failStep("import the price list", failure = DataFormatException("line 7"))
                start(Order("saw"))
                expectFailure(
                    "step \"import the price list\" failed: java.util.zip.DataFormatException: line 7",
                    code = 500,
                )
            }
        }

        test("a failure that nobody catches reaches callers with its values") {
            runWorkflowTest(RentTools(Shop()).workflow) {
                start(Order("saw", quantity = 101))
                expectFailure(OutOfQuota(100))
            }
            val restate = install(RestateExtension(RentToolsService(RentTools(Shop()))))
            val client = RentToolsServiceClient.fromClient(restate.client(), "order-1")
            client.submit(Order("saw", quantity = 101))
            rented(client) shouldBe "at most 100"
            JavaCalling.rented(restate.client(), "order-1") shouldBe "at most 100"
            client.status().failure?.code shouldBe 422
            JavaCalling.phase("${restate.ingressUrl()}", "order-1") shouldBe WorkflowPhase.FAILED
        }

        test("replays the same way") {
            checkReplayDeterminism(listOf(Order("saw"), Order("saw", 6))) {
                RentTools(Shop()).workflow
            }
        }
    })

// region: caller
private suspend fun rented(client: RentToolsServiceClient.IngressClient): String =
    try {
        client.workflowHandle().attachSuspend().response()
    } catch (failed: IngressException) {
        val quota = BusinessFailure.from(failed.message) as? OutOfQuota ?: throw failed
        "at most ${quota.limit}"
    }
// endregion
