package dev.landlord.server.http

import com.fasterxml.jackson.databind.JsonNode
import dev.landlord.api.OpenApi
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe

/**
 * The requests that a foreign web page can make the browser of an operator send, to every operation
 * of the document.
 */
class CrossSiteTest :
    FunSpec({
        val landlord = RunningLandlord.shared
        val url = landlord.url
        val own = "Host: ${url.authority}"

        /** A valid body of the operation; `null` if it has none. */
        fun body(operation: OpenApi.Operation): String? {
            val content = operation.node.at("/requestBody/content/application~1json")
            if (content.isMissingNode) return null
            val example: JsonNode =
                content.get("example")
                    ?: OpenApi.resolve(content["examples"].properties().first().value)["value"]
            return example.toString()
        }

        fun send(operation: OpenApi.Operation, vararg headers: String): RawResponse {
            val type = listOf("Content-Type: application/json").filter { body(operation) != null }
            val isTyped = headers.any { it.startsWith("Content-Type") }
            return RawHttp.send(
                url,
                operation.method,
                operation.path,
                headers.toList() + if (isTyped) listOf() else type,
                body(operation),
            )
        }

        fun everywhere(headers: List<String>, expected: Pair<Int, String>) {
            for (operation in OpenApi.operations) {
                withClue("${operation.method} ${operation.path} with $headers") {
                    val response = send(operation, *headers.toTypedArray())
                    // A HEAD would have no body; every operation here has a problem in it.
                    response.problem shouldBe expected
                }
            }
        }

        fun stored(): List<JsonNode> =
            listOf("/v1/tenants?include_deleted=true", "/v1/workflows", "/v1/approvals").map {
                landlord.get(it).json
            }

        test("fault 20: every route refuses a foreign host") {
            val before = stored()
            for (host in
                listOf(
                    "evil.example",
                    "evil.example:${url.port}",
                    "localhost.evil.example",
                    "127.0.0.1.evil.example",
                    "0.0.0.0:${url.port}",
                    "[::]",
                    "10.0.0.1",
                    "",
                )) {
                everywhere(listOf("Host: $host"), 403 to "host_not_allowed")
            }
            // Jetty refuses what is not a host and a port.
            for (host in listOf("localhost@evil.example", "127.0.0.1:80:80")) {
                everywhere(listOf("Host: $host"), 400 to "malformed_request")
            }
            stored() shouldBe before
        }

        test("fault 20: checks the host of the request line too") {
            val response = RawHttp.send(url, "GET", "http://evil.example/v1/workflows", listOf(own))
            response.status shouldNotBe 200
        }

        test("fault 20: refuses a request without a host or with two") {
            RawHttp(url).use { connection ->
                connection.write("GET /v1/workflows HTTP/1.0\r\n\r\n")
                connection.response().problem shouldBe (403 to "host_not_allowed")
            }
            RawHttp.send(url, "GET", "/v1/workflows", listOf(own, "Host: evil.example"))
                .status shouldNotBe 200
        }

        test("allows every notation of a loopback host") {
            for (host in
                listOf(
                    "localhost",
                    "LocalHost:1",
                    "localhost.:${url.port}",
                    "127.0.0.1",
                    "127.1.2.3:80",
                    "[::1]:${url.port}",
                    "[0:0:0:0:0:0:0:1]",
                )) {
                withClue(host) {
                    RawHttp.send(url, "GET", "/health", listOf("Host: $host")).status shouldBe 200
                }
            }
        }

        test("fault 20: every route refuses a foreign origin") {
            val before = stored()
            for (origin in
                listOf(
                    "http://evil.example",
                    "null",
                    "http://${url.host}:${url.port + 1}",
                    "http://${url.host}",
                    "file://",
                    "http://${url.authority}.evil.example",
                    "",
                )) {
                everywhere(listOf(own, "Origin: $origin"), 403 to "origin_not_allowed")
            }
            stored() shouldBe before
        }

        test("allows a web page of the same origin") {
            RawHttp.send(
                    url,
                    "GET",
                    "/v1/workflows",
                    listOf(own, "Origin: http://${url.authority}"),
                )
                .status shouldBe 200
        }

        test("fault 20: every route refuses a content type other than JSON") {
            val before = stored()
            val takers = OpenApi.operations.filter { body(it) != null }
            takers.size shouldBe OpenApi.operations.count { it.node.has("requestBody") }
            for (type in
                listOf(
                    "text/plain",
                    "text/plain; application/json",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data; boundary=application/json",
                    "application/json; charset=iso-8859-1",
                    "application/jsonp",
                    "",
                )) {
                for (operation in takers) {
                    withClue("${operation.method} ${operation.path} with $type") {
                        send(operation, own, "Content-Type: $type").problem shouldBe
                            (415 to "unsupported_media_type")
                    }
                }
            }
            for (operation in takers) {
                withClue("${operation.method} ${operation.path} without a content type") {
                    RawHttp.send(
                            url,
                            operation.method,
                            operation.path,
                            listOf(own),
                            body(operation),
                        )
                        .problem shouldBe (415 to "unsupported_media_type")
                }
            }
            stored() shouldBe before
        }

        test("fault 20: routes without a body also refuse a content type other than JSON") {
            for (operation in
                OpenApi.operations.filter { body(it) == null && it.method != "GET" }) {
                withClue("${operation.method} ${operation.path}") {
                    RawHttp.send(
                            url,
                            operation.method,
                            operation.path,
                            listOf(own, "Content-Type: text/plain"),
                            "x=1",
                        )
                        .problem shouldBe (415 to "unsupported_media_type")
                }
            }
        }

        test("accepts each content type of the OpenAPI document") {
            for (operation in OpenApi.operations.filter { body(it) != null }) {
                for (type in operation.node.at("/requestBody/content").fieldNames()) {
                    withClue("${operation.method} ${operation.path} $type") {
                        // No operation accepts an unknown field, so nothing changes.
                        RawHttp.send(
                                url,
                                operation.method,
                                operation.path,
                                listOf(own, "Content-Type: $type; Charset=\"UTF-8\""),
                                """{"there_is_no_such_field":1}""",
                            )
                            .problem shouldBe (422 to "invalid_request")
                    }
                }
            }
        }

        test("fault 20: refuses the same requests for unknown paths") {
            for (method in listOf("GET", "POST", "OPTIONS")) {
                RawHttp.send(url, method, "/nowhere", listOf("Host: evil.example")).problem shouldBe
                    (403 to "host_not_allowed")
            }
        }

        test("allows a configured host") {
            RunningLandlord(
                    landlord.restate,
                    "http.allowed_hosts" to "Landlord.example., 10.0.0.7",
                    // Restate would call the services of this Landlord, which is closed below.
                    "workflow.restate.worker_register_on_startup" to "false",
                )
                .use { other ->
                    for (host in listOf("landlord.example:80", "10.0.0.7", "localhost")) {
                        RawHttp.send(other.url, "GET", "/health", listOf("Host: $host"))
                            .status shouldBe 200
                    }
                    RawHttp.send(other.url, "GET", "/health", listOf("Host: evil.example"))
                        .status shouldBe 403
                }
        }
    })
