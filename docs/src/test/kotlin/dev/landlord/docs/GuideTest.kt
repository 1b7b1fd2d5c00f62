package dev.landlord.docs

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.WorkflowPhase
import dev.landlord.workflow.serve.serve
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.time.Duration
import kotlin.io.path.Path
import kotlin.io.path.readText
import kotlin.time.Duration.Companion.minutes
import kotlinx.serialization.json.Json

/** Runs the code of the guide. */
class GuideTest :
    FunSpec({
        val server by lazy { RestateServer.start() }
        afterSpec { server.close() }

        fun run(path: String, json: String): HttpResponse<String> =
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(server.ingressUrl().resolve(path))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                    BodyHandlers.ofString(),
                )

        fun get(path: String): HttpResponse<String> =
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(server.ingressUrl().resolve(path)).build(),
                    BodyHandlers.ofString(),
                )

        test("a workflow is served from Kotlin") {
            Serving.start(port = 0, server.adminUrl()).use { service ->
                service.awaitRegistered(Duration.ofSeconds(20)) shouldBe true
                val receipt = run("/PlaceOrder/order-1/run", """{"item": "tea"}""").body()
                receipt shouldStartWith """{"payment":"payment-"""
                val order = placeOrder("${server.ingressUrl()}", key = "order-5", Order("jam"))
                order.parcel shouldBe "parcel-1"
                run("/PlaceOrder/order-2/run", """{"item": "tea", "quantity": 0}""")
                    .statusCode() shouldBe 400
                run("/Memory/r-1/run", "\"rent\"").body() shouldStartWith "\"rent, at 20"
            }
        }

        test("a workflow is served from Java") {
            JavaServing.bindElsewhere()
            JavaServing.start(0, server.adminUrl()).use { service ->
                service.awaitRegistered(Duration.ofSeconds(20)) shouldBe true
                run("/PlaceOrder/order-3/run", """{"item": "tea"}""").statusCode() shouldBe 200
            }
        }

        test("a failed run is undone in reverse order") {
            val undone = ArrayList<String>()
            val shop =
                object : Shop() {
                    override fun send(order: Order) = dev.landlord.workflow.fail("lost", 502)

                    override fun release(reservation: String) {
                        super.release(reservation)
                        undone += "release"
                    }

                    override fun refund(key: String) {
                        super.refund(key)
                        undone += "refund"
                    }
                }
            serve(port = 0) { bind(PlaceOrderService(PlaceOrder(shop))) }
                .use { service ->
                    server.admin().register(service.uri())
                    run("/PlaceOrder/order-4/run", """{"item": "tea"}""").statusCode() shouldBe 502
                    val expected = Path("src/test/resources/status.json").readText()
                    Json.parseToJsonElement(get("/PlaceOrder/order-4/status").body()) shouldBe
                        Json.parseToJsonElement(expected)
                    PlaceOrderCoroutineClient.connect("${server.ingressUrl()}").use { client ->
                        client.workflow("order-4").status().phase shouldBe WorkflowPhase.COMPENSATED
                    }
                }
            undone shouldContainExactly listOf("refund", "release")
            shop.payments.shouldBeEmpty()
            shop.reservations.shouldBeEmpty()
        }

        test("branches, retries and caught failures") {
            serve(port = 0) { bind(RestockShopService(RestockShop(Shop()))) }
                .use { service ->
                    server.admin().register(service.uri())
                    run("/RestockShop/r-1/run", """["tea", "jam", "tea"]""").body() shouldBe
                        "\"parcel-3 2\""
                }
            patiently.maxAttempts shouldBe 8
        }
    })

// region: client
private suspend fun placeOrder(url: String, key: String, order: Order): Receipt =
    PlaceOrderCoroutineClient.connect(url).use { client ->
        val run = client.workflow(key)
        val submission = run.submit(order) // returns as soon as it is durable
        if (submission.isAlreadyStarted) println("ordered before as ${submission.invocationId}")
        run.attach(5.minutes)
    }
// endregion
