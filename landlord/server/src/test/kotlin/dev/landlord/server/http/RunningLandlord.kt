package dev.landlord.server.http

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.api.OpenApi
import dev.landlord.cli.Terminal
import dev.landlord.devserver.RestateServer
import dev.landlord.server.LandlordServer
import dev.landlord.server.config.LandlordConfig
import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublisher
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers
import java.nio.file.Path
import java.time.Duration
import java.util.UUID
import java.util.concurrent.ConcurrentHashMap
import kotlin.io.path.Path

/** A response of Landlord. */
class Answer(val status: Int, val type: String?, val allow: String?, val text: String) {
    val json: JsonNode by lazy { ObjectMapper().readTree(text) }

    /** The status and the code of a problem. */
    val problem: Pair<Int, String>
        get() = status to json["code"].asText()

    val detail: String
        get() = json["detail"].asText()

    /** The fields that are wrong, each with its message. */
    val errors: Map<String, String>
        get() = json.path("errors").associate { it["field"].asText() to it["message"].asText() }
}

/**
 * Landlord on a real Restate. Each response is checked against openapi.yaml, and must tell neither
 * of its inside nor a secret.
 */
class RunningLandlord(val restate: RestateServer, vararg settings: Pair<String, String>) :
    AutoCloseable {
    private val server =
        LandlordServer.start(
            LandlordConfig.of(
                mapOf(
                    "workflow.default_provider" to "restate",
                    "workflow.restate.endpoint" to restate.ingressUrl().toString(),
                    "workflow.restate.admin_endpoint" to restate.adminUrl().toString(),
                    "http.port" to "0",
                    "worker.port" to "0",
                    "compute.default_provider" to "mock",
                    "auth.admin_key" to ADMIN_KEY,
                    "store.url" to "jdbc:h2:mem:${UUID.randomUUID()};DB_CLOSE_DELAY=-1",
                    *settings,
                )
            )
        )
    val url: URI = server.addresses().getValue("HTTP API")
    private val users = ConcurrentHashMap<String, User>()

    /** A user with an API key, who sends requests as an admin does. */
    inner class User(val key: String?) {
        fun get(path: String): Answer = ask("GET", path)

        fun post(path: String, body: String? = null): Answer = ask("POST", path, body)

        fun delete(path: String): Answer = ask("DELETE", path)

        fun ask(method: String, path: String, body: String? = null): Answer =
            send(method, path, body?.let(BodyPublishers::ofString), key)

        /** Runs a command of the command line. */
        fun run(vararg arguments: String): Terminal =
            terminal(key.orEmpty(), *arguments, directory = Path("target"))
    }

    /** The user of that name; created with the role approver, or with [roles]. */
    fun user(name: String, vararg roles: String = arrayOf("approver")): User =
        users.computeIfAbsent(name) {
            val words = roles.joinToString(",") { "\"$it\"" }
            val created = post("/v1/keys", """{"name":"$name","roles":[$words]}""")
            created.status shouldBe 201
            User(created.json["key"].asText())
        }

    /** A caller with this key in the header Authorization; without the header if it is `null`. */
    fun withKey(key: String?): User = User(key)

    fun awaitReady(): RunningLandlord = apply {
        server.awaitReady(Duration.ofSeconds(60)) shouldBe true
    }

    fun get(path: String): Answer = ask("GET", path)

    fun post(path: String, body: String? = null): Answer = ask("POST", path, body)

    fun delete(path: String): Answer = ask("DELETE", path)

    /** The status of a HEAD, which has no body. */
    fun head(path: String): Int {
        val request =
            HttpRequest.newBuilder(URI.create("$url$path"))
                .header("authorization", "Bearer $ADMIN_KEY")
                .method("HEAD", BodyPublishers.noBody())
        val response = client.send(request.build(), BodyHandlers.ofString())
        response.body() shouldBe ""
        return response.statusCode()
    }

    /** Sends a request; the path is not encoded. */
    fun ask(method: String, path: String, body: String? = null): Answer =
        ask(method, path, body?.toByteArray())

    fun ask(method: String, path: String, body: ByteArray?): Answer =
        send(method, path, body?.let(BodyPublishers::ofByteArray))

    /** Posts a body without a content length. */
    fun postInChunks(path: String, body: ByteArray): Answer =
        send("POST", path, BodyPublishers.ofInputStream { body.inputStream() })

    private fun send(
        method: String,
        path: String,
        body: BodyPublisher?,
        key: String? = ADMIN_KEY,
    ): Answer {
        val request =
            HttpRequest.newBuilder(URI.create("$url$path"))
                .timeout(Duration.ofSeconds(60))
                .version(HttpClient.Version.HTTP_1_1)
                .method(method, body ?: BodyPublishers.noBody())
        if (key != null) request.header("authorization", "Bearer $key")
        if (body != null) request.header("content-type", "application/json")
        val response = client.send(request.build(), BodyHandlers.ofString())
        val headers = response.headers()
        val answer =
            Answer(
                response.statusCode(),
                headers.firstValue("content-type").orElse(null),
                headers.firstValue("allow").orElse(null),
                response.body(),
            )
        withClue("$method $path → ${answer.status} ${answer.text}") {
            check(method, path.substringBefore("?"), answer)
        }
        return answer
    }

    /** Runs a command of the command line: decisions as Alice, everything else as the admin. */
    fun run(vararg arguments: String, directory: Path = Path("target")): Terminal {
        val decides =
            arguments.take(2) in
                listOf(listOf("approvals", "approve"), listOf("approvals", "reject"))
        val key = if (decides) user("alice").key.orEmpty() else ADMIN_KEY
        return terminal(key, *arguments, directory = directory)
    }

    private fun terminal(key: String, vararg arguments: String, directory: Path) =
        Terminal(
            *arguments,
            "--api-url",
            url.toString(),
            directory = directory,
            environment = mapOf("XDG_CONFIG_HOME" to "/nowhere", "LANDLORD_CLI_API_KEY" to key),
        )

    private fun check(method: String, path: String, answer: Answer) {
        val operation = OpenApi.operation(method, path)
        if (operation == null || answer.status in ANYWHERE) {
            answer.type shouldBe "application/problem+json"
            OpenApi.problems(OpenApi.document.at("/components/schemas/Problem"), answer.json)
                .shouldBeEmpty()
        } else {
            val isJson =
                answer.type?.endsWith("/json") == true || answer.type?.endsWith("+json") == true
            val body = if (isJson) answer.json else null
            OpenApi.problems(operation, answer.status, answer.type, body).shouldBeEmpty()
        }
        if (answer.type == "application/problem+json") {
            answer.json["status"].asInt() shouldBe answer.status
            REQUEST_ID.matches(answer.json["request_id"].asText()) shouldBe true
            for (inside in listOf("Exception", "\tat ", "dev.landlord", "java.")) {
                answer.text shouldNotContain inside
            }
        }
    }

    override fun close() = server.close()

    companion object {
        /** The instance that the tests share; it ends with their process. */
        val shared: RunningLandlord by lazy { RunningLandlord(RestateServer.start()).awaitReady() }

        /** The key of the user `admin`. */
        const val ADMIN_KEY = "admin-key-of-the-tests-of-landlord-0123456789"

        private val client = HttpClient.newHttpClient()
        private val REQUEST_ID = Regex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

        /** The statuses that every path may answer, and none lists: see the document's preface. */
        private val ANYWHERE = setOf(400, 401, 403, 405, 408, 413, 415, 429, 500)
    }
}
