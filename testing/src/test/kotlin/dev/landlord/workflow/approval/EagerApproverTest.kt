@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.approval

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.awaitApproval
import dev.landlord.workflow.contract.Desk
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.restate.run
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.testing.http.post
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.net.URI
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.Executors
import java.util.concurrent.Future

/** An approver that decides within the notification, as a program does. */
class EagerApproverTest :
    FunSpec({
        test("a decision that is sent from the notification is accepted, also when many runs ask") {
            lateinit var ingress: URI
            val desk = Desk { authorize { true } }
            val refused = ConcurrentLinkedQueue<String>()
            val asking =
                landlordWorkflow<String, String> {
                    val key = workflowId
                    val values =
                        List(REQUESTS) { n ->
                            awaitApproval(desk.finance) {
                                val (status, answer) =
                                    post(
                                        ingress.resolve("/Asking/$key/approveFinance"),
                                        """{"actor": "ann", "value": $n, "request": ${n + 1}}""",
                                    )
                                if (status != 200)
                                    refused += "$key, request ${n + 1}: $status $answer"
                            }
                        }
                    "$values"
                }
            val service =
                stringService("Asking", asking, { desk }) { context, input ->
                    asking.run(context, input)
                }
            RestateServer.start().use { server ->
                ingress = server.ingressUrl()
                serve(port = 0) { bind(service) }
                    .use { served ->
                        server.admin().register(served.uri())
                        val callers = Executors.newFixedThreadPool(16)
                        val answers: List<Future<Int>> =
                            List(RUNS) { run ->
                                callers.submit<Int> {
                                    post(ingress.resolve("/Asking/$run/run"), "\"go\"").first
                                }
                            }
                        // A refused decision leaves its run waiting, so look at these first.
                        while (answers.any { !it.isDone } && refused.isEmpty()) Thread.sleep(10)
                        refused.toList() shouldBe emptyList()
                        answers.forEach { it.get() shouldBe 200 }
                        callers.shutdown()
                    }
            }
        }
    })

private const val RUNS = 300
private const val REQUESTS = 2
