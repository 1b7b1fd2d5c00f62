package dev.landlord.workflow.serve

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.contract.runHandler
import dev.landlord.workflow.contract.sharedHandler
import dev.landlord.workflow.testing.http.post
import dev.landlord.workflow.types.JavaTypes
import dev.landlord.workflow.types.Node
import dev.landlord.workflow.types.Person
import dev.landlord.workflow.types.Shape
import dev.restate.sdk.endpoint.definition.ServiceDefinition
import dev.restate.sdk.endpoint.definition.ServiceType
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.concurrent.atomic.AtomicInteger

/** Payloads as a generated service reads and writes them, over HTTP and through Restate. */
class PayloadServerTest :
    FunSpec({
        val bodies = AtomicInteger()
        val server = autoClose(RestateServer.start())
        val service =
            autoClose(
                serve(port = 0) {
                    bind(
                        ServiceDefinition.of(
                            "Payloads",
                            ServiceType.WORKFLOW,
                            listOf(
                                runHandler { _, input: JavaTypes.Holder ->
                                    input.also { bodies.incrementAndGet() }
                                },
                                echo<Person>("person"),
                                echo<Pair<Pair<Int, Int>, Int>>("pairs"),
                                echo<Node<Person>>("node"),
                                echo<List<Shape>>("shapes"),
                                echo<JavaTypes.Tree>("tree"),
                                echo<JavaTypes.Pay>("pay"),
                                echo<JavaTypes.OfKotlin>("kotlin"),
                                echo<Map<java.util.UUID, Int>>("ids"),
                            ),
                        )
                    )
                }
            )

        fun send(handler: String, json: String, key: String = "a") =
            post(server.ingressUrl().resolve("/Payloads/$key/$handler"), json)

        test("fault 39: a service with recursive types is registered and answers") {
            server.admin().register(server.serviceUrl(service.port()))
            for ((handler, json) in
                listOf(
                    "person" to """{"name":"a","manager":{"name":"b"}}""",
                    "pairs" to """{"first":{"first":1,"second":2},"second":3}""",
                    "node" to """{"value":{"name":"a"},"next":{"value":{"name":"b"}}}""",
                    "shapes" to """[{"type":"circle","radius":1.5}]""",
                    "tree" to """{"children":[{"children":[],"name":"b"}],"name":"a"}""",
                    "pay" to """{"by":"card","number":"4711"}""",
                    "ids" to """{"00000000-0000-0001-0000-000000000002":1}""",
                )) send(handler, json).first shouldBe 200
        }

        test("fault 9: a record of Kotlin classes is read and answered, and refused at its field") {
            server.admin().register(server.serviceUrl(service.port()))
            val json =
                """{"order":{"id":"a","lines":[1]},"shapes":[{"type":"circle","radius":1.5}],""" +
                    """"byColor":{"red":{"type":"square","side":2}},"color":"red"}"""
            send("kotlin", json).first shouldBe 200
            val (code, text) = send("kotlin", json.replace("[1]", "[\"one\"]"))
            code shouldBe 400
            text shouldContain "at path: $.order.lines[0]"
        }

        test("faults 7 and 10: run refuses a value that cannot be read with 400, before the body") {
            server.admin().register(server.serviceUrl(service.port()))
            val holder = """{"lines":null,"byName":{},"kinds":["RENT"],"notes":[],"nested":[[]]}"""
            for ((index, json) in
                listOf(
                        holder,
                        holder.replace("null", "[null]"),
                        holder.replace("null", "[{\"amount\":\"1\",\"text\":\"a\"}]"),
                        "{",
                        "[".repeat(5_000) + "]".repeat(5_000),
                    )
                    .withIndex()) {
                val (code, text) = send("run", json, key = "bad$index")
                code shouldBe 400
                text shouldContain "[LW114]"
                text shouldContain "at path: $"
            }
            bodies.get() shouldBe 0
            val standing =
                server
                    .admin()
                    .query("select status from sys_invocation where target_handler_name = 'run'")
                    .map { it["status"].asText() }
            standing.distinct() shouldContainExactly listOf("completed")
        }
    })

private inline fun <reified T> echo(name: String) = sharedHandler(name) { _, input: T -> input }
