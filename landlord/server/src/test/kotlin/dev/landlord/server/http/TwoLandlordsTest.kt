package dev.landlord.server.http

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe

/** Row 44: Landlords with a namespace or a prefix share a Restate and nothing else. */
class TwoLandlordsTest :
    FunSpec({
        val restate = RunningLandlord.shared.restate
        val settings = "workflow.restate.worker_namespace" to "blue"
        val prefix = "workflow.restate.worker_service_prefix" to "v2"

        test(
            "row 44: two Landlords on one Restate have separate tenants, workflows and executions"
        ) {
            RunningLandlord(restate, settings, prefix).use { blue ->
                blue.awaitReady()
                RunningLandlord(restate, "workflow.restate.worker_namespace" to "green").use { green
                    ->
                    green.awaitReady()
                    for (landlord in listOf(blue, green)) {
                        landlord.readyTenant("acme")
                        landlord
                            .post("/v1/tenants", """{"name":"acme","desired_config":{}}""")
                            .status shouldBe 409
                        landlord.get("/v1/tenants").json["total"].asInt() shouldBe 1
                    }
                    val flow = blue.workflow("flow", """[{"name":"rest","sleep":"1h"}]""")
                    flow["service_name"].asText() shouldBe "blue-v2-Flow"
                    flow["registered"].asBoolean() shouldBe true
                    green.get("/v1/workflows/flow").problem shouldBe (404 to "workflow_not_found")
                    green
                        .workflow("flow", """[{"name":"say","run":"echo green"}]""")["service_name"]
                        .asText() shouldBe "green-Flow"

                    for (landlord in listOf(blue, green)) {
                        landlord
                            .post(
                                "/v1/workflows/flow/executions",
                                """{"execution_name":"one","input":{}}""",
                            )
                            .status shouldBe 201
                    }
                    green.untilExecution("flow", "one") { it["status"].asText() == "succeeded" }
                    blue.untilExecution("flow", "one") { it["sub_state"].asText() == "waiting" }
                    blue.post("/v1/workflows/flow/executions/one/cancel", """{"reason":"enough"}""")
                    blue
                        .untilExecution("flow", "one") { it["status"].asText() == "cancelled" }[
                            "metadata"]["cancel_reason"]
                        .asText() shouldBe "enough"
                    kept(blue) shouldContainExactlyInAnyOrder
                        listOf(
                            "blue-v2-Blueprint flow",
                            "green-Blueprint flow",
                            "blue-v2-CancelReason",
                        )
                }
            }
        }
    })

/** Where the two Landlords keep blueprints and reasons; other tests have Landlords, too. */
private fun kept(landlord: RunningLandlord): List<String> =
    landlord.restate
        .admin()
        .query(
            "select distinct service_name, service_key from state where service_name like '%-Blueprint' or service_name like '%-CancelReason'"
        )
        .filter { Regex("(blue-v2|green)-.*").matches(it["service_name"].asText()) }
        .map {
            val service = it["service_name"].asText()
            if (service.endsWith("Blueprint")) "$service ${it["service_key"].asText()}" else service
        }
