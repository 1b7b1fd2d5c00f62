package dev.landlord.docs

import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.runWorkflowTest
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

        test("a caller reads the failure from the text of its exception") {
            runWorkflowTest(RentTools(Shop()).workflow) {
                failStepForGood("import the price list", "no", 503)
                start(Order("saw"))
                expectFailure("no", 503)
            }
            // region: caller
            val text = "out of quota: at most 5 [dev.landlord.docs.OutOfQuota {\"limit\":5}]"
            val quota = BusinessFailure.from(text) as? OutOfQuota
            // endregion
            quota?.limit shouldBe 5
        }

        test("replays the same way") {
            checkReplayDeterminism(listOf(Order("saw"), Order("saw", 6))) {
                RentTools(Shop()).workflow
            }
        }
    })
