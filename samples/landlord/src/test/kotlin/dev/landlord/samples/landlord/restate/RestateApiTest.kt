package dev.landlord.samples.landlord.restate

import com.fasterxml.jackson.databind.node.JsonNodeFactory
import com.sun.net.httpserver.HttpServer
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.ServerSocket
import java.net.URI
import java.time.Duration

class RestateApiTest :
    FunSpec({
        class Asked(val method: String, val path: String, val body: String, val key: String?)

        val asked = ArrayList<Asked>()
        var status = 200
        var answer = "{}"
        val loopback = InetAddress.getLoopbackAddress()
        val server = HttpServer.create(InetSocketAddress(loopback, 0), 0)
        server.createContext("/") { exchange ->
            asked +=
                Asked(
                    exchange.requestMethod,
                    exchange.requestURI.rawPath,
                    exchange.requestBody.readAllBytes().decodeToString(),
                    exchange.requestHeaders.getFirst("authorization"),
                )
            val bytes = answer.encodeToByteArray()
            exchange.sendResponseHeaders(status, bytes.size.toLong().takeIf { it > 0 } ?: -1)
            exchange.responseBody.use { it.write(bytes) }
        }
        server.start()
        afterSpec { server.stop(0) }
        val url = URI.create("http://127.0.0.1:${server.address.port}")

        fun api(base: URI = url, headers: RequestHeaders = RequestHeaders.NONE) =
            RestateApi(base, base, headers, Duration.ofSeconds(5))

        beforeTest {
            asked.clear()
            status = 200
            answer = "{}"
        }

        test("a segment of a path may contain anything") {
            api().ingress("POST", null, "Blueprint", "a b/c?d=é", "get")
            asked.single().path shouldBe "/Blueprint/a%20b%2Fc%3Fd%3D%C3%A9/get"
        }

        test("a path of the base address stays in front") {
            api(URI.create("$url/restate/")).admin("GET", null, "health")
            api(URI.create("$url/restate")).admin("GET", null, "health")
            asked.map { it.path } shouldBe listOf("/restate/health", "/restate/health")
        }

        test("row 34: each request has the headers that are made of its method, address and body") {
            val headers = RequestHeaders { method, uri, body ->
                mapOf("authorization" to "$method ${uri.path} ${body.decodeToString()}")
            }
            api(headers = headers)
                .ingress("POST", JsonNodeFactory.instance.objectNode().put("a", 1), "x")
            asked.single().key shouldBe "POST /x {\"a\":1}"
            asked.single().body shouldBe "{\"a\":1}"
        }

        test("row 98: a server that is not there") {
            val port = ServerSocket(0, 1, loopback).use { it.localPort }
            val away = URI.create("http://127.0.0.1:$port")
            shouldThrow<RestateException> { api(away).ingress("GET", null, "x") }.message shouldBe
                "failed to connect to restate server: GET $away/x: no connection; is it running there? " +
                    "Check workflow.restate.endpoint and workflow.restate.admin_endpoint"
        }

        test("row 98: a server that does not answer in time") {
            ServerSocket(0, 1, loopback).use { silent ->
                val slow = URI.create("http://127.0.0.1:${silent.localPort}")
                shouldThrow<RestateException> {
                        api(slow).within(Duration.ofMillis(200)).ingress("GET", null, "x")
                    }
                    .message shouldBe
                    "context deadline exceeded: GET $slow/x was not answered within 200 ms; " +
                        "the restate server is overloaded, or the service it calls is away"
            }
        }

        test("row 98: a proxy that knows nobody, or lets nobody pass") {
            status = 401
            answer = "who are you?"
            shouldThrow<RestateException> { api().query("select 1") }.message shouldBe
                "401 Unauthorized: authentication failed: POST $url/query: who are you?; " +
                    "check workflow.restate.auth_type and workflow.restate.api_key"
            status = 403
            answer = ""
            shouldThrow<RestateException> { api().query("select 1") }.message shouldBe
                "403 Forbidden: AccessDenied: POST $url/query; with auth_type iam check the policies of the role, " +
                    "with api_key what the key may do"
        }

        test("what a handler refuses comes back as it is") {
            status = 403
            answer = """{"code": 403, "message": "four eyes", "source": "invocation"}"""
            val refused = api().ingress("POST", null, "x")
            refused.status() shouldBe 403
            refused.isFromHandler shouldBe true
            shouldThrow<RestateException> { refused.orThrow() }.message shouldBe
                "restate server refused POST $url/x with 403: four eyes"
        }

        test("the rows of a query, and an answer without a body or with a text") {
            answer = """{"rows": [{"a": 1}, {"a": 2}]}"""
            api().query("select 'it''s'").map { it["a"].asInt() } shouldBe listOf(1, 2)
            asked.single().body shouldBe """{"query":"select 'it''s'"}"""
            answer = ""
            api().ingress("POST", null, "x").body().isNull shouldBe true
            answer = "plain"
            api().ingress("POST", null, "x").message() shouldBe "plain"
        }

        test("no value ends its quotes in a query") {
            Sql.text("x' or '1'='1") shouldBe "'x'' or ''1''=''1'"
            Sql.texts(listOf("a", "b'")) shouldBe "('a', 'b''')"
        }
    })
