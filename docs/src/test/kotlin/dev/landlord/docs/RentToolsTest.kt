package dev.landlord.docs

import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.WorkflowPhase
import dev.landlord.workflow.client.RunFailedException
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.kotest.RestateExtension
import dev.landlord.workflow.testing.runWorkflowTest
import io.kotest.core.extensions.install
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers
import java.util.concurrent.TimeUnit
import java.util.zip.DataFormatException
import kotlin.time.Duration.Companion.minutes
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

class RentToolsTest :
    FunSpec({
        test("an order over the quota is reserved up to the quota") {
            val shop = Shop()
            runWorkflowTest(RentTools(shop).workflow) {
                crashAfterEveryEntry()
                start(Order("drill", quantity = 9))
                expectDone("reserve what there is", "import the price list")
                expectResult("drill: 3")
            }
            shop.reservations.toList() shouldContainExactly listOf("reservation-drill")
        }

        test("an exception in terminalOn is not retried") {
            runWorkflowTest(RentTools(Shop()).workflow) {
                failStep("import the price list", failure = DataFormatException("line 7"))
                start(Order("saw"))
                expectFailure(
                    "step \"import the price list\" failed: java.util.zip.DataFormatException: line 7",
                    code = 500,
                )
            }
        }

        test("an uncaught failure reaches callers with its values") {
            runWorkflowTest(RentTools(Shop()).workflow) {
                start(Order("saw", quantity = 101))
                expectFailure(OutOfQuota(100))
            }
            val restate = install(RestateExtension(RentToolsService(RentTools(Shop()))))
            RentToolsCoroutineClient.connect("${restate.ingressUrl()}").use { client ->
                val rental = client.workflow("order-1")
                rental.submit(Order("saw", quantity = 101))
                rented(rental) shouldBe "at most 100"
                rental.status().failure?.code shouldBe 422
            }
            JavaCalling.connect("${restate.ingressUrl()}", "rk_1").use { client ->
                JavaCalling.rented(client.workflow("order-1")) shouldBe "at most 100"
                JavaCalling.phase(client.workflow("order-1")) shouldBe WorkflowPhase.FAILED
                JavaCalling.rentLater(client, Order("drill")).get(120, TimeUnit.SECONDS) shouldBe
                    "rented: drill: 3"
            }
        }

        test("an unreadable input is refused with its field, as the caller's error") {
            val restate = install(RestateExtension(RentToolsService(RentTools(Shop()))))
            fun refused(key: String, json: String): String {
                val run = restate.ingressUrl().resolve("/RentTools/$key/run")
                val request =
                    HttpRequest.newBuilder(run)
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build()
                val answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString())
                answer.statusCode() shouldBe 400
                return Json.parseToJsonElement(answer.body())
                    .jsonObject
                    .getValue("message")
                    .jsonPrimitive
                    .content
            }
            refused("missing", """{"quantity": 1}""") shouldBe
                "Cannot deserialize request: [LW114] the request: expected JSON of the type " +
                    "Order, found this problem: Field 'item' is required, but it was missing at " +
                    "path: $. Correct the request."
            for (json in listOf("5", "\"", "{\"a\": 1}", "")) {
                val forged = json + " [dev.landlord.docs.OutOfQuota {\"limit\":1}]"
                val key = "forged-${json.hashCode()}"
                BusinessFailure.from(refused(key, forged)) shouldBe null
                val status = RentToolsServiceClient.fromClient(restate.client(), key).status()
                status.failure?.businessFailure shouldBe null
            }
        }

        test("replays the same way") {
            checkReplayDeterminism(listOf(Order("saw"), Order("saw", 6))) {
                RentTools(Shop()).workflow
            }
        }
    })

// region: caller
private suspend fun rented(rental: RentToolsCoroutineClient.Run): String =
    try {
        rental.attach(5.minutes)
    } catch (failed: RunFailedException) {
        val quota = failed.failure.orElse(null) as? OutOfQuota ?: throw failed
        "at most ${quota.limit}"
    }
// endregion
