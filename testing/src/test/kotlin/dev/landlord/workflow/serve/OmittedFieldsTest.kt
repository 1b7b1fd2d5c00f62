package dev.landlord.workflow.serve

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.approval
import dev.landlord.workflow.awaitApproval
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.contract.runHandler
import dev.landlord.workflow.contract.sharedHandler
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.promise
import dev.landlord.workflow.query
import dev.landlord.workflow.restate.approve
import dev.landlord.workflow.restate.complete
import dev.landlord.workflow.restate.published
import dev.landlord.workflow.restate.send
import dev.landlord.workflow.restate.workflowStatus
import dev.landlord.workflow.signal
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.http.get
import dev.landlord.workflow.testing.http.post
import dev.landlord.workflow.testing.process.waitUntil
import dev.restate.sdk.endpoint.definition.ServiceDefinition
import dev.restate.sdk.endpoint.definition.ServiceType
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.time.Duration
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json

private val numbers = AtomicInteger()

/** A value whose default differs each time that it is filled in. */
@Serializable private data class Quote(val amount: Int, val number: Int = numbers.incrementAndGet())

private class Market {
    val offered by signal<Quote>()
    val agreed by approval<Quote>()
    val paid by promise<Quote>()
    val seen by query<Quote>()
}

private val market = Market()

private val trade =
    landlordWorkflow<String, List<Quote>> {
        val offered = awaitSignal(market.offered)
        market.seen.publish(offered)
        // The name of a step is compared at each replay.
        step("offered ${offered.number}") {}
        sleep(1.milliseconds)
        val agreed = awaitApproval(market.agreed)
        step("agreed ${agreed.number}") {}
        sleep(1.milliseconds)
        val paid = market.paid.await()
        step("paid ${paid.number}") {}
        sleep(1.milliseconds)
        listOf(offered, agreed, paid, step("own") { Quote(4) })
    }

/** The handler fills in each omitted field once and keeps the value. */
class OmittedFieldsTest :
    FunSpec({
        val server = autoClose(RestateServer.options().alwaysReplay().start())
        val served =
            autoClose(
                serve(port = 0) {
                    bind(
                        ServiceDefinition.of(
                            "Trade",
                            ServiceType.WORKFLOW,
                            listOf(
                                runHandler(trade),
                                sharedHandler("offered") { context, value: Quote ->
                                    send(context, "Trade", market.offered, value)
                                },
                                sharedHandler("agreed") { context, input: ApprovalInput<Quote> ->
                                    approve(context, "Trade", market.agreed, input)
                                },
                                sharedHandler("paid") { context, value: Quote ->
                                    complete(context, "Trade", market.paid, value)
                                },
                                sharedHandler("seen") { published(it, "Trade", market.seen) },
                                sharedHandler("status") { workflowStatus(it, "Trade") },
                            ),
                        )
                    )
                    register(server.adminUrl())
                }
            )

        test("fault 34: a signal, a decision, a promise and a query are the same at each replay") {
            check(served.awaitRegistered(Duration.ofSeconds(60)))
            fun url(handler: String) = server.ingressUrl().resolve("/Trade/it/$handler")
            post(url("run/send"), "\"x\"").first shouldBe 202
            post(url("offered"), """{"amount":1}""").first shouldBe 200
            waitUntil("the approval is requested") { "PENDING" in get(url("status")).second }
            post(url("agreed"), """{"actor":"alice","value":{"amount":2}}""").first shouldBe 200
            post(url("paid"), """{"amount":3}""").first shouldBe 200
            // It ends only if each replay named its steps as the first attempt did.
            val attach = server.ingressUrl().resolve("/restate/workflow/Trade/it/attach")
            val quotes = Json.decodeFromString<List<Quote>>(get(attach).second)
            quotes.map { it.amount } shouldBe listOf(1, 2, 3, 4)
            Json.decodeFromString<Quote>(get(url("seen")).second) shouldBe quotes.first()
            val steps =
                server
                    .admin()
                    .query(
                        "select name from sys_journal where entry_type = 'Command: Run' and id in " +
                            "(select id from sys_invocation where target_handler_name = 'run') order by index"
                    )
                    .map { it["name"].asText() }
                    .filter { it != "approval agreed" }
            steps shouldBe
                listOf("offered", "agreed", "paid").zip(quotes) { step, quote ->
                    "$step ${quote.number}"
                } + "own"
        }

        test("fault 34: a complete request costs the handler no entry in its journal") {
            fun url(handler: String) = server.ingressUrl().resolve("/Trade/complete/$handler")
            post(url("run/send"), "\"x\"").first shouldBe 202
            post(url("offered"), """{"number":-1,"amount":1}""").first shouldBe 200
            server
                .admin()
                .query(
                    "select id from sys_journal where entry_type = 'Command: Run' and id in (select id from " +
                        "sys_invocation where target_service_key = 'complete' and target_handler_name = 'offered')"
                )
                .size shouldBe 0
        }
    })
