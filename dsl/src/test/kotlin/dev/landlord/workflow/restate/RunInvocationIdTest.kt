package dev.landlord.workflow.restate

import dev.landlord.workflow.engine.InternalEngineApi
import dev.restate.sdk.common.TerminalException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

/** Ids that restate-server 1.7.12 gave to runs of the service `Probe` with the key `acme`. */
@OptIn(InternalEngineApi::class)
class RunInvocationIdTest :
    FunSpec({
        val ids =
            mapOf(
                null to "inv_1bq5Tlc9tQyk0DpoX6ttY9oxmu3oqolALp",
                "gold" to "inv_1dXABDhS7rDZ7soO9T581ZWQQXMs8vyN4g",
                "silver" to "inv_1iCq5jurrjjd0r9jSfuBxkThclufVD3BCQ",
                "." to "inv_1bgr6TEji4TS6SFECLPLxgXtvFn9Ipal0s",
            )

        fun path(path: String) = mapOf("x-restate-ingress-path" to path)

        for ((scope, id) in ids) test("the id of a run in the scope $scope is that of the server") {
            runInvocationId("Probe", "acme", scope) shouldBe id
        }

        test("a handler finds its scope in the path of the request to the ingress") {
            for ((scope, id) in ids.filterKeys { it != null }) {
                val headers = path("/restate/scope/$scope/call/Probe/acme/status")
                scopeOf(id, "Probe", "acme", headers) shouldBe scope
            }
            scopeOf(
                ids.getValue("gold"),
                "Probe",
                "acme",
                path("/restate/scope/%67old/call/x"),
            ) shouldBe "gold"
        }

        test("a handler called without a scope has none, for any value of the header") {
            val id = ids.getValue(null)
            for (headers in
                listOf(
                    mapOf(),
                    path("/Probe/acme/status"),
                    path("/restate/call/Probe/acme/status"),
                    path("/restate/scope/gold/call/Probe/acme/status"),
                    path("/restate/scope/%zz/call/Probe/acme/status"),
                )) scopeOf(id, "Probe", "acme", headers) shouldBe null
        }

        test("a handler that cannot determine its scope fails and reports no other run") {
            for (headers in listOf(mapOf(), path("/restate/scope/silver/call/Probe/acme/status"))) {
                val failure =
                    shouldThrow<TerminalException> {
                        scopeOf(ids.getValue("gold"), "Probe", "acme", headers)
                    }
                failure.code shouldBe 501
                failure.message shouldBe
                    "[LW177] Probe/acme: expected a call without a scope, or over the ingress at " +
                        "/restate/scope/{scope}/call/Probe/…, found a call in a scope that the " +
                        "handler cannot learn, such as one from Kafka or from another service. Call " +
                        "the handler over the ingress."
            }
        }
    })
