package dev.landlord.server

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.api.waitUntil
import dev.landlord.cli.LandlordOnPath
import java.io.IOException
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers
import java.time.Duration
import java.util.concurrent.Semaphore
import java.util.concurrent.atomic.AtomicInteger

/**
 * Sends requests until Landlord responds, through all kills. A request without a response may have
 * had its effect or not, so it is repeated, and may then be told that it is done already.
 */
class RetryingClient(private val api: URI, private val cli: LandlordOnPath) {
    private val http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()

    /** One permit for each successful request. */
    val answered = Semaphore(0)

    /**
     * The number of requests without a response, or with the response that Restate is unreachable.
     */
    val unanswered = AtomicInteger()

    /** The response; `null` if an earlier request has [done] it already. */
    fun send(method: String, path: String, body: String?, done: String): JsonNode? =
        insist { isRepeated ->
            val content = body?.let(BodyPublishers::ofString) ?: BodyPublishers.noBody()
            val request =
                HttpRequest.newBuilder(api.resolve("/v1/tenants$path"))
                    .timeout(Duration.ofSeconds(20))
                    .method(method, content)
                    .header("content-type", "application/json")
                    .build()
            val answer = http.send(request, BodyHandlers.ofString())
            val json = JSON.readTree(answer.body())
            when {
                answer.statusCode() / 100 == 2 -> Answer(json)
                answer.statusCode() == 503 -> null
                isRepeated && json["code"].asText() == done -> Answer(null)
                else -> error("$method $path answered $json")
            }
        }

    /** Creates a tenant by a command. */
    fun createByCommand(name: String, config: String) {
        insist { isRepeated ->
            val (exit, out, err) = cli.sh("landlord tenant create $name --config '$config'")
            when {
                exit == 0 -> Answer(null)
                exit == 3 -> null
                isRepeated && "code: tenant_exists" in err -> Answer(null)
                else -> error("landlord tenant create $name: exit code $exit: $out$err")
            }
        }
    }

    /** The current state at [path]. */
    fun get(path: String): JsonNode? = send("GET", path, null, "tenant_not_found")

    private class Answer(val json: JsonNode?)

    /** [ask] returns `null` if there was no answer. */
    private fun insist(ask: (isRepeated: Boolean) -> Answer?): JsonNode? {
        var answer: Answer? = null
        var isRepeated = false
        waitUntil({ "Landlord answers" }) {
            answer =
                try {
                    ask(isRepeated)
                } catch (hungUp: IOException) {
                    null
                }
            if (answer == null) {
                unanswered.incrementAndGet()
                Thread.sleep(100)
            }
            isRepeated = true
            answer != null
        }
        answered.release()
        return answer!!.json
    }

    private companion object {
        val JSON = ObjectMapper()
    }
}
