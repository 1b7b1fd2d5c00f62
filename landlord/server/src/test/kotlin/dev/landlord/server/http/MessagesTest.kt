package dev.landlord.server.http

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.api.OpenApi
import dev.landlord.devserver.RestateServer
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain
import java.net.Socket
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers

/** The messages that callers read. */
class MessagesTest :
    FunSpec({
        val landlord = RunningLandlord.shared
        val json = ObjectMapper()

        /** The response to a raw request. */
        fun raw(request: String): JsonNode =
            Socket(landlord.url.host, landlord.url.port).use { socket ->
                socket.getOutputStream().write(request.toByteArray())
                socket.getOutputStream().flush()
                socket.shutdownOutput()
                val answer = socket.getInputStream().readBytes().decodeToString()
                json.readTree(
                    answer
                        .substring(answer.indexOf("\r\n\r\n"))
                        .trim()
                        .dropWhile { it != '{' }
                        .dropLastWhile { it != '}' }
                )
            }

        test("fault 33: every error response has the title of its status") {
            val host = "Host: ${landlord.url.authority}\r\nConnection: close\r\n\r\n"
            val titles =
                mapOf(
                    "GET /${"a".repeat(20_000)} HTTP/1.1\r\n$host" to (414 to "URI Too Long"),
                    "GET / HTTP/1.1\r\nX: ${"a".repeat(20_000)}\r\n$host" to
                        (431 to "Request Header Fields Too Large"),
                    "GET /%zz HTTP/1.1\r\n$host" to (400 to "Bad Request"),
                    "GET /health HTTP/7.0\r\n$host" to (505 to "HTTP Version Not Supported"),
                    "POST /health HTTP/1.1\r\n${RawHttp.AS_ADMIN}\r\nContent-Length: 0\r\n$host" to
                        (405 to "Method Not Allowed"),
                )
            for ((request, expected) in titles) {
                withClue(request.take(60)) {
                    val problem = raw(request)
                    (problem["status"].asInt() to problem["title"].asText()) shouldBe expected
                    problem["detail"].asText().endsWith("null") shouldBe false
                }
            }
        }

        test("fault 33: accepts every example request of openapi.yaml, in order") {
            val root = "compute.local.root" to "${tempdir().resolve("tenants")}"
            RestateServer.start().use { restate ->
                RunningLandlord(restate, root).use { here ->
                    here.awaitReady()
                    fun send(id: String, change: (String) -> String = { it }): Answer {
                        val operation = OpenApi.operation(id)
                        lateinit var answer: Answer
                        for (example in
                            operation.node.at("/requestBody/content/application~1json/examples")) {
                            val body = OpenApi.resolve(example)["value"].toString()
                            val path = change(operation.path)
                            answer =
                                if (id == "approve" || id == "reject")
                                    here.user("carol").ask(operation.method, path, change(body))
                                else here.ask(operation.method, path, change(body))
                            withClue("$id $body: ${answer.text}") {
                                (answer.status / 100) shouldBe 2
                            }
                        }
                        return answer
                    }
                    send("createKey")
                    send("createTenant")
                    here.untilTenant("acme", "ready")
                    send("replaceTenant")
                    here.untilTenant("acme", "ready")
                    send("changeTenant")
                    here.untilTenant("acme", "ready")
                    here.delete("/v1/tenants/acme")
                    send("createWorkflow")
                    fun asked(name: String) =
                        here.untilExecution("my-workflow", name) {
                            it["pending_approvals"].size() == 1
                        }
                    send("startExecution")
                    asked("monday")
                    send("approve")
                    send("startExecution") { it.replace("monday", "tuesday") }
                    asked("tuesday")
                    send("reject") { it.replace("monday", "tuesday") }
                    send("startExecution") { it.replace("monday", "friday") }
                    asked("friday")
                    send("cancelExecution") { it.replace("monday", "friday") }
                    here.untilGone("acme")
                    val sent =
                        listOf("createTenant", "replaceTenant", "changeTenant", "createWorkflow") +
                            listOf(
                                "startExecution",
                                "approve",
                                "reject",
                                "cancelExecution",
                                "createKey",
                            )
                    OpenApi.operations
                        .filter { it.node.has("requestBody") }
                        .map { it.id }
                        .toSet() shouldBe sent.toSet()
                }
            }
        }

        test("fault 33: no error response contains a class name") {
            landlord.workflow("odd", """[{"name":"a","callback":{}}]""")
            landlord.post("/v1/workflows/odd/executions", """{"execution_name":"one","input":{}}""")
            val bodies =
                listOf(
                    "",
                    "{}",
                    "[]",
                    "null",
                    "1",
                    "\"x\"",
                    "{",
                    """{"a":{}}""",
                    """{"tenant_id":1}""",
                ) +
                    """{"workflow":"odd","definition":1,"input":{},"more":[]}""" +
                    """{"tenant_id":"t","tenant_uuid":"u","operation":"x","compute_provider":1}""" +
                    """{"step":1,"status":"maybe"}""" +
                    """{"workflow_id":1,"retry_policy":[],"timeout":{}}"""
            val own =
                setOf(
                    "Tenant",
                    "TenantWatcher",
                    "Blueprint",
                    "BlueprintServiceName",
                    "CancelReason",
                    "TenantUpdate",
                )
            val services =
                json.readTree(get(landlord.restate.adminUrl().resolve("/services")))["services"]
            for (service in services) {
                for (handler in service["handlers"]) {
                    for (body in bodies) {
                        val name = service["name"].asText()
                        if (name != "Odd" && name !in own) continue
                        val key =
                            if (service["ty"].asText() == "Service") ""
                            else "/odd-${body.hashCode()}"
                        val target = "/$name$key/${handler["name"].asText()}"
                        // A run that is accepted would be waited for.
                        if (body.startsWith("{\"workflow\":\"odd\"")) continue
                        val answer = post(landlord.restate.ingressUrl().resolve(target), body)
                        withClue("$target $body: $answer") {
                            answer shouldNotContain "dev.landlord"
                            answer shouldNotContain "com.fasterxml"
                            answer shouldNotContain "Exception"
                        }
                    }
                }
            }
            for (workflow in
                listOf("planning", "provisioning", "update", "archiving", "deletion")) {
                val path = "/v1/workflows/tenant-$workflow/executions"
                for (input in bodies.filter { it.isNotEmpty() && it != "{" }) {
                    val started = landlord.post(path, """{"input":$input}""")
                    started.text shouldNotContain "dev.landlord"
                    if (started.status != 201) continue
                    val name = started.json["execution_name"].asText()
                    val ended =
                        landlord.untilExecution("tenant-$workflow", name) {
                            it["status"].asText() != "running" &&
                                it["status"].asText() != "pending" || it.has("last_failure")
                        }
                    withClue(input) { "$ended" shouldNotContain "dev.landlord" }
                }
            }
        }
    })

private val CLIENT: HttpClient = HttpClient.newHttpClient()

private fun get(url: URI): String =
    CLIENT.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).body()

/** The response of a handler within a second; a slower response does not matter here. */
private fun post(url: URI, body: String): String {
    val request =
        HttpRequest.newBuilder(url)
            .header("content-type", "application/json")
            .timeout(java.time.Duration.ofSeconds(1))
            .POST(BodyPublishers.ofString(body))
            .build()
    return try {
        // Of its own, because Restate may close a connection whose request timed out.
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body()
    } catch (late: java.net.http.HttpTimeoutException) {
        ""
    }
}
