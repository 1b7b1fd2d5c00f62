package dev.landlord.docs

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.serve.serve
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlin.time.Duration.Companion.minutes

/** A server that belongs to one test, as the chapter on testing shows it. */
class KilledServerTest :
    FunSpec({
        // region: server
        test("an order is placed although the server is killed") {
            RestateServer.start().use { restate ->
                serve(port = 0) { bind(PlaceOrderService(PlaceOrder(Shop()))) }
                    .use { service ->
                        restate.admin().register(service.uri())
                        PlaceOrderCoroutineClient.connect("${restate.ingressUrl()}").use { client ->
                            client.workflow("order-7").submit(Order("tea"))
                            restate.kill()
                            restate.restart() // the same data, the same ports
                            client.workflow("order-7").attach(1.minutes).parcel shouldBe "parcel-1"
                        }
                    }
            }
        }
        // endregion
    })
