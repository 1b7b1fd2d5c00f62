package dev.landlord.workflow.client

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.ApprovalOutcome
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowPhase
import dev.landlord.workflow.awaitApproval
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.body.WorkflowRun
import dev.landlord.workflow.compensate
import dev.landlord.workflow.contract.Desk
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.ingress.ClientConnection
import dev.landlord.workflow.ingress.Payloads
import dev.landlord.workflow.ingress.payload
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.restate.journal
import dev.landlord.workflow.restate.runInvocationId
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.testing.server.ServerMode
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import io.kotest.matchers.types.shouldBeInstanceOf
import java.time.Duration
import kotlin.time.Duration.Companion.minutes

/** Clients of runs in a flow-control scope of Restate, on a server that has scopes. */
@OptIn(InternalEngineApi::class)
class ScopedClientTest :
    FunSpec({
        val text = payload<String>()
        val decision = payload<ApprovalInput<Int>>()
        val minute = Duration.ofMinutes(1)
        for (mode in listOf(ServerMode.NORMAL, ServerMode.ALWAYS_REPLAY)) context("$mode") {
            val desk = Desk { authorize { true } }
            val runs = HashMap<String, WorkflowDefinition<String, String>>()
            val server by lazy {
                val options = RestateServer.options()
                (if (mode == ServerMode.ALWAYS_REPLAY) options.alwaysReplay() else options)
                    .environment("RESTATE_EXPERIMENTAL_ENABLE_VQUEUES", "true")
                    .start()
            }
            val served by lazy {
                serve(port = 0) {
                        bind(
                            stringService("Scoped", desk = { desk }) { context, input ->
                                WorkflowRun(runs.getValue(context.key()), context.journal("Scoped"))
                                    .run(input)
                            }
                        )
                    }
                    .also { server.admin().register(server.serviceUrl(it.port())) }
            }
            val connection by lazy {
                served
                ClientConnection.open(ClientOptions.to(server.ingressUrl()), "Scoped")
            }
            val gold by lazy { connection.scope("gold") }
            afterSpec {
                connection.close()
                served.close()
                server.close()
            }

            test("the same key in two scopes and in none is three runs") {
                runs["same"] = landlordWorkflow { "$it ${awaitSignal(desk.resized)}" }
                val scopes =
                    mapOf(
                        "gold" to gold,
                        "silver" to connection.scope("silver"),
                        null to connection,
                    )
                for ((scope, runsOf) in scopes) {
                    val run = runsOf.requests("same")
                    val id = run.submit(text, "$scope").send().invocationId
                    id shouldBe runInvocationId("Scoped", "same", scope)
                    run.submit(text, "again").send() shouldBe Submission(id, true)
                    run.peek(text).send() shouldBe null
                    run.hasCompleted().send() shouldBe false
                }
                for ((scope, runsOf) in scopes) {
                    val run = runsOf.requests("same")
                    run.status().send().phase shouldBe WorkflowPhase.RUNNING
                    run.tell("resized", text, "for $scope", Payloads.NOTHING).send()
                    run.attach(text, minute).send() shouldBe "$scope for $scope"
                    run.peek(text).send() shouldBe "$scope for $scope"
                    run.run(text, "x", text, minute).send() shouldBe "$scope for $scope"
                    run.status().send().phase shouldBe WorkflowPhase.COMPLETED
                }
            }

            test("an approval is decided in the scope of its run, and in no other") {
                runs["rent"] = landlordWorkflow {
                    "${awaitApproval(desk.finance.request("rent", "bob"))}"
                }
                val run = gold.requests("rent")
                run.submit(text, "x").send()
                eventually(2.minutes) {
                    run.status().send().phase shouldBe WorkflowPhase.WAITING_FOR_APPROVAL
                }
                for (other in listOf(connection, connection.scope("silver"))) {
                    shouldThrow<RunNotFoundException> {
                        other
                            .requests("rent")
                            .ask(
                                "approveFinance",
                                decision,
                                ApprovalInput("eve", 1),
                                Payloads.DECIDED,
                            )
                            .send()
                    }
                }
                run.ask("approveFinance", decision, ApprovalInput("alice", 7), Payloads.DECIDED)
                    .send()
                    .outcome shouldBe ApprovalOutcome.APPROVED
                run.attach(text, minute).send() shouldBe "7"
            }

            test("queries and promises are those of the run in the scope") {
                runs["told"] = landlordWorkflow {
                    desk.progress.publish("half")
                    desk.ready.complete("ready")
                    awaitSignal(desk.resized)
                }
                val run = gold.requests("told")
                run.submit(text, "x").send()
                run.await("ready", text, minute).send() shouldBe "ready"
                run.query("progress", text).send() shouldBe "half"
                shouldThrow<RunNotFoundException> {
                    connection.requests("told").query("progress", text).send()
                }
                run.tell("resized", text, "go", Payloads.NOTHING).send()
                run.attach(text, minute).send() shouldBe "go"
            }

            test(
                "a cancelled run undoes its effects; the run of the same key in no scope continues"
            ) {
                val undone = ArrayList<String>()
                runs["cancelled"] = landlordWorkflow { input ->
                    compensate("give back") { undone += input }
                    awaitSignal(desk.resized)
                }
                val scoped = gold.requests("cancelled")
                val other = connection.requests("cancelled")
                scoped.submit(text, "gold").send()
                other.submit(text, "none").send()
                scoped.cancel().send()
                shouldThrow<RunCancelledException> { scoped.attach(text, minute).send() }
                    .message shouldBe
                    "Scoped/cancelled in scope gold attach: the run was cancelled. Its undo action " +
                        "succeeded."
                shouldThrow<RunCancelledException> { scoped.peek(text).send() }
                undone shouldContainExactly listOf("gold")
                other.tell("resized", text, "on", Payloads.NOTHING).send()
                other.attach(text, minute).send() shouldBe "on"
            }

            test("a run whose key is the name of its scope is found") {
                runs["gold"] = landlordWorkflow { awaitSignal(desk.resized) }
                val run = gold.requests("gold")
                run.submit(text, "x").send()
                run.status().send().phase shouldBe WorkflowPhase.RUNNING
                shouldThrow<RunNotFoundException> { connection.requests("gold").status().send() }
                run.tell("resized", text, "go", Payloads.NOTHING).send()
                run.attach(text, minute).send() shouldBe "go"
            }

            test("a header that the caller forwards does not lead to the run of another scope") {
                runs["bronze"] = landlordWorkflow { "$it ${awaitSignal(desk.resized)}" }
                connection.requests("bronze").submit(text, "none").send()
                connection.scope("bronze").requests("bronze").submit(text, "bronze").send()
                val forged =
                    ClientOptions.to(server.ingressUrl())
                        .header(
                            "x-restate-ingress-path",
                            "/restate/scope/bronze/call/Scoped/bronze/cancel",
                        )
                ClientConnection.open(forged, "Scoped").use {
                    it.requests("bronze").cancel().send()
                    shouldThrow<RunCancelledException> {
                        it.requests("bronze").attach(text, minute).send()
                    }
                }
                val scoped = connection.scope("bronze").requests("bronze")
                scoped.tell("resized", text, "on", Payloads.NOTHING).send()
                scoped.attach(text, minute).send() shouldBe "bronze on"
            }

            test("a scope without that run, and without that service, is reported as such") {
                shouldThrow<RunNotFoundException> { gold.requests("nobody").status().send() }
                shouldThrow<RunNotFoundException> {
                    gold.requests("nobody").attach(text, minute).send()
                }
                shouldThrow<RunNotFoundException> { gold.requests("nobody").peek(text).send() }
                val options = ClientOptions.to(server.ingressUrl()).service("Nothing")
                ClientConnection.open(options, "Scoped").use { other ->
                    val run = other.scope("gold").requests("x")
                    shouldThrow<ServiceNotFoundException> { run.submit(text, "x").send() }
                    shouldThrow<ServiceNotFoundException> { run.attach(text, minute).send() }
                }
            }

            test("futures reach the same runs, and closing a scope closes its client") {
                runs["futures"] = landlordWorkflow { awaitSignal(desk.resized) }
                val client = ClientConnection.open(ClientOptions.to(server.ingressUrl()), "Scoped")
                val run = client.scope("gold").run("futures")
                run.submit(text, "x").get().isAlreadyStarted shouldBe false
                run.tell("resized", text, "go", Payloads.NOTHING).get()
                run.attach(text, minute).get() shouldBe "go"
                client.scope("gold").close()
                shouldThrow<IllegalStateException> { client.run("futures").status() }
            }
        }

        test("a client reports that a server without scopes refuses the request") {
            RestateServer.start().use { server ->
                serve(port = 0) { bind(stringService("Scoped", landlordWorkflow { it })) }
                    .use { served ->
                        server.admin().register(server.serviceUrl(served.port()))
                        ClientConnection.open(ClientOptions.to(server.ingressUrl()), "Scoped").use {
                            val run = it.scope("gold").requests("x")
                            shouldThrow<RequestRefusedException> { run.submit(text, "x").send() }
                                .shouldBeInstanceOf<RequestRefusedException>()
                                .message
                                .orEmpty() shouldContain "scoped invocations require vqueues"
                        }
                    }
            }
        }

        test("a name that Restate does not accept is refused before anything is sent") {
            ClientConnection.open(ClientOptions.to("http://localhost:1"), "Rent").use {
                for (scope in listOf("", ".", "..", "a b", "a/b", "ä", "x".repeat(37))) {
                    shouldThrow<IllegalArgumentException> { it.scope(scope) }
                        .message
                        .orEmpty() shouldStartWith
                        "[LW160] Rent.scope(\"$scope\"): expected the name of a flow-control scope"
                }
                for (scope in listOf("gold", "a.b_c-D9", "x".repeat(36), "...")) it.scope(scope)
            }
        }
    })
