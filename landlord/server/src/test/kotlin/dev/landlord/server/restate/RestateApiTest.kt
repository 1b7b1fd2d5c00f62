package dev.landlord.server.restate

import com.fasterxml.jackson.databind.node.JsonNodeFactory
import com.sun.net.httpserver.HttpServer
import dev.landlord.server.auth.Authentication
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

        fun api(base: URI = url, authentication: Authentication = Authentication.NONE) =
            RestateApi(RestateHttp(authentication), base, base, Duration.ofSeconds(5))

        beforeTest {
            asked.clear()
            status = 200
            answer = "{}"
        }

        test("a path segment may contain any characters") {
            api().ingress("POST", null, "Blueprint", "a b/c?d=é", "get")
            asked.single().path shouldBe "/Blueprint/a%20b%2Fc%3Fd%3D%C3%A9/get"
        }

        test("the path of the base URL is kept") {
            api(URI.create("$url/restate/")).admin("GET", null, "health")
            api(URI.create("$url/restate")).admin("GET", null, "health")
            asked.map { it.path } shouldBe listOf("/restate/health", "/restate/health")
        }

        test(
            "row 34: the authentication receives the method, URL and body, and its headers are sent"
        ) {
            val authentication = Authentication { method, uri, body ->
                mapOf("authorization" to "$method ${uri.path} ${body.decodeToString()}")
            }
            api(authentication = authentication)
                .ingress("POST", JsonNodeFactory.instance.objectNode().put("a", 1), "x")
            asked.single().key shouldBe "POST /x {\"a\":1}"
            asked.single().body shouldBe "{\"a\":1}"
        }

        test("row 98: the message says that the server cannot be reached") {
            val port = ServerSocket(0, 1, loopback).use { it.localPort }
            val away = URI.create("http://127.0.0.1:$port")
            shouldThrow<RestateException> { api(away).ingress("GET", null, "x") }.message shouldBe
                "failed to connect to restate server: GET $away/x: no connection; is it running there? " +
                    "Check workflow.restate.endpoint and workflow.restate.admin_endpoint"
        }

        test("row 98: the message says that the server did not respond in time") {
            ServerSocket(0, 1, loopback).use { silent ->
                val slow = URI.create("http://127.0.0.1:${silent.localPort}")
                shouldThrow<RestateException> {
                        api(slow).withTimeout(Duration.ofMillis(200)).ingress("GET", null, "x")
                    }
                    .message shouldBe
                    "context deadline exceeded: GET $slow/x was not answered within 200 ms; " +
                        "the restate server is overloaded, or the service that it calls does not respond"
            }
        }

        test("row 98: a proxy rejects the credentials, or lacks a permission") {
            status = 401
            answer = "who are you?"
            shouldThrow<RestateException> { api().query("select 1") }.message shouldBe
                "401 Unauthorized: authentication failed: POST $url/query: who are you?; " +
                    "check workflow.restate.auth_type and workflow.restate.api_key"
            status = 403
            answer = ""
            shouldThrow<RestateException> { api().query("select 1") }.message shouldBe
                "403 Forbidden: AccessDenied: POST $url/query; check the policies of the role (auth_type iam), " +
                    "or the permissions of the key (auth_type api_key)"
        }

        test("a failure of a handler is returned unchanged") {
            status = 403
            answer = """{"code": 403, "message": "four eyes", "source": "invocation"}"""
            val refused = api().ingress("POST", null, "x")
            refused.status() shouldBe 403
            refused.isFromHandler shouldBe true
            shouldThrow<RestateException> { refused.orThrow() }.message shouldBe
                "restate server refused POST $url/x with 403: four eyes"
        }

        test("query returns the rows; a response may have no body or plain text") {
            answer = """{"rows": [{"a": 1}, {"a": 2}]}"""
            api().query("select 'it''s'").map { it["a"].asInt() } shouldBe listOf(1, 2)
            asked.single().body shouldBe """{"query":"select 'it''s'"}"""
            answer = ""
            api().ingress("POST", null, "x").body().isNull shouldBe true
            answer = "plain"
            api().ingress("POST", null, "x").message() shouldBe "plain"
        }

        test("quotes in a value are escaped") {
            Sql.text("x' or '1'='1") shouldBe "'x'' or ''1''=''1'"
            Sql.texts(listOf("a", "b'")) shouldBe "('a', 'b''')"
        }
    })
