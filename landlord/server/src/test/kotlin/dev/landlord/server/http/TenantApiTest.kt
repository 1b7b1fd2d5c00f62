package dev.landlord.server.http

import com.fasterxml.jackson.databind.JsonNode
import dev.landlord.api.waitUntil
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import java.util.UUID
import java.util.concurrent.Callable
import java.util.concurrent.Executors

/** Creation, lists and details of tenants. */
class TenantApiTest :
    FunSpec({
        val landlord = RunningLandlord.shared

        fun create(body: String) = landlord.post("/v1/tenants", body)

        fun names(answer: Answer): List<String> =
            answer.json["tenants"].map { it["name"].asText() }.filter { it.startsWith("list-") }

        test("row 86: POST creates a tenant with 201, and the tenant becomes ready") {
            val asked =
                create(
                    """{"name":"new-1","desired_config":{"delay":"300ms"},"compute_provider":"mock",""" +
                        """"labels":{"team":"blue"},"annotations":{"ticket":"OPS-17"}}"""
                )
            asked.status shouldBe 201
            asked.json["name"].asText() shouldBe "new-1"
            asked.json["compute_provider"].asText() shouldBe "mock"
            asked.json["labels"].toString() shouldBe """{"team":"blue"}"""
            asked.json["annotations"].toString() shouldBe """{"ticket":"OPS-17"}"""
            asked.json["desired_config"].toString() shouldBe """{"delay":"300ms"}"""
            asked.json["status"].asText() shouldBe "provisioning"
            val ready = landlord.untilTenant("new-1", "ready")
            ready["url"].asText() shouldBe "http://new-1.example/"
            ready["workflow_id"].asText() shouldBe "tenant-provisioning"
            ready["workflow_sub_state"].asText() shouldBe "succeeded"
        }

        test("row 84: refuses an existing name") {
            create("""{"name":"twice","desired_config":{}}""").status shouldBe 201
            val again = create("""{"name":"twice","desired_config":{}}""")
            again.problem shouldBe (409 to "tenant_exists")
            again.detail shouldBe
                "tenant \"twice\" exists already; choose another name, or update or delete that one"
        }

        test("row 84: of concurrent requests for the same name, one succeeds") {
            val pool = Executors.newFixedThreadPool(8)
            val answers =
                pool
                    .invokeAll(
                        List(8) {
                            Callable { create("""{"name":"raced","desired_config":{}}""").status }
                        }
                    )
                    .map { it.get() }
            pool.shutdown()
            answers shouldContainExactlyInAnyOrder listOf(201) + List(7) { 409 }
        }

        test("row 84: a name is 1 to 255 lower-case letters, digits and dashes") {
            for (name in listOf("Acme", "a_b", "a/b", "../x", "ä", "a".repeat(256))) {
                create("""{"name":"$name","desired_config":{}}""").let {
                    it.problem shouldBe (422 to "invalid_request")
                    it.errors shouldBe
                        mapOf(
                            "name" to
                                "expected 1 to 255 lower-case letters, digits and '-', found \"$name\""
                        )
                }
            }
            create("""{"name":"${"a".repeat(255)}","desired_config":{}}""").status shouldBe 201
        }

        test("row 86: reports every invalid field, and creates nothing") {
            val refused =
                mapOf(
                    """{"desired_config":{}}""" to mapOf("name" to "is missing; expected a text"),
                    """{"name":"  ","desired_config":{}}""" to
                        mapOf("name" to "is missing; expected a text"),
                    """{"name":7,"compute_provider":8}""" to
                        mapOf(
                            "name" to "expected a text, found 7",
                            "desired_config" to "is missing; expected an object",
                            "compute_provider" to "expected a text, found 8",
                        ),
                    """{"name":"wrong","desired_config":null}""" to
                        mapOf("desired_config" to "expected an object, found null"),
                    """{"name":"wrong","desired_config":{},"compute_provider":"moon"}""" to
                        mapOf(
                            "compute_provider" to
                                "unknown compute provider \"moon\"; expected one of local, mock"
                        ),
                    """{"name":"wrong","desired_config":{"delay":"soon"},"labels":{"a":1},"annotations":[]}""" to
                        mapOf(
                            "desired_config.delay" to
                                "expected a duration such as \"200ms\" or \"5s\", found \"soon\"",
                            "labels.a" to "expected a string, found 1",
                            "annotations" to "expected an object, found []",
                        ),
                )
            for ((body, errors) in refused) {
                withClue(body) {
                    create(body).let {
                        it.problem shouldBe (422 to "invalid_request")
                        it.errors shouldBe errors
                    }
                }
            }
            landlord.get("/v1/tenants/wrong").problem shouldBe (404 to "tenant_not_found")
        }

        test("returns a tenant by its name and by its id") {
            val tenant = landlord.readyTenant("shown")
            landlord.get("/v1/tenants/shown").json shouldBe tenant
            landlord.get("/v1/tenants/${tenant["id"].asText()}").json shouldBe tenant
        }

        test("every request about an unknown tenant returns 404") {
            val odd =
                listOf("a%2Fb", "%2e%2e", "a%20b", "%27%20or%201=1", "a%25", UUID.randomUUID())
            for (name in listOf("unknown") + odd) {
                withClue(name) {
                    landlord.get("/v1/tenants/$name").problem shouldBe (404 to "tenant_not_found")
                    landlord.post("/v1/tenants/$name/archive").problem shouldBe
                        (404 to "tenant_not_found")
                }
            }
            landlord.get("/v1/tenants/a%2Fb").detail shouldBe "there is no tenant \"a/b\""
            landlord.delete("/v1/tenants/unknown").problem shouldBe (404 to "tenant_not_found")
            landlord.get("/v1/tenants/unknown/transitions").problem shouldBe
                (404 to "tenant_not_found")
            for (method in listOf("PUT", "PATCH")) {
                landlord.ask(method, "/v1/tenants/unknown", """{"labels":{}}""").problem shouldBe
                    (404 to "tenant_not_found")
            }
        }

        test("row 86: lists tenants by name, in pages, with the total number") {
            listOf("list-c", "list-a", "list-b").forEach { landlord.readyTenant(it) }
            val all = landlord.get("/v1/tenants?limit=1000")
            names(all) shouldContainExactly listOf("list-a", "list-b", "list-c")
            val total = all.json["total"].asInt()
            all.json["tenants"].size() shouldBe total
            val order = all.json["tenants"].map { it["name"].asText() }
            val page = landlord.get("/v1/tenants?limit=2&offset=1").json
            page["total"].asInt() shouldBe total
            page["tenants"].map { it["name"].asText() } shouldBe order.drop(1).take(2)
            landlord.get("/v1/tenants?offset=100000").json["tenants"].size() shouldBe 0
        }

        test("row 86: filters the list by the error of the workflow") {
            landlord.readyTenant("list-well")
            create(
                """{"name":"list-ill","desired_config":{"fail_at":"database","fail_for_good":true}}"""
            )
            val failed: JsonNode = landlord.untilTenant("list-ill", "failed")
            failed["workflow_error_message"].asText().isEmpty() shouldBe false
            create("""{"name":"list-stuck","desired_config":{"fail_at":"page"}}""")
            var seen: String? = null
            waitUntil({ "list-stuck has failed once; it tells $seen" }) {
                seen =
                    landlord
                        .get("/v1/tenants?limit=1000&has_workflow_error=true&min_retry_count=1")
                        .json["tenants"]
                        .firstOrNull { it["name"].asText() == "list-stuck" }
                        ?.get("workflow_error_message")
                        ?.asText() ?: seen
                seen ==
                    "step \"create page\" failed: java.io.IOException: " +
                        "the mock is configured to fail at \"page\""
            }
            landlord.untilTenant("list-stuck", "failed")

            fun only(query: String) =
                names(landlord.get("/v1/tenants?limit=1000&$query")).filter {
                    it in setOf("list-well", "list-ill", "list-stuck")
                }
            only("has_workflow_error=true") shouldContainExactly listOf("list-ill", "list-stuck")
            only("has_workflow_error=false") shouldContainExactly listOf("list-well")
            only("workflow_sub_state=succeeded") shouldContainExactly listOf("list-well")
            only("workflow_sub_state=failed") shouldContainExactly listOf("list-ill", "list-stuck")
            only("min_retry_count=0") shouldContainExactly
                listOf("list-ill", "list-stuck", "list-well")
            only("min_retry_count=1000") shouldContainExactly listOf()
        }

        test("row 86: refuses invalid query parameters") {
            val refused =
                mapOf(
                    "limit=0" to "limit: expected a whole number of 1 to 1000, found 0",
                    "limit=1001" to "limit: expected a whole number of 1 to 1000, found 1001",
                    "limit=many" to "limit: expected a whole number of 1 to 1000, found many",
                    "limit=" to "limit: expected a whole number of 1 to 1000, found ",
                    "offset=-1" to "offset: expected a whole number of 0 or more, found -1",
                    "min_retry_count=x" to
                        "min_retry_count: expected a whole number of 0 or more, found x",
                    "include_deleted=yes" to "include_deleted: expected true or false, found yes",
                    "has_workflow_error=1" to "has_workflow_error: expected true or false, found 1",
                    "workflow_sub_state=bad" to
                        "workflow_sub_state: expected one or more of running, waiting, backing-off, error, succeeded, " +
                            "failed, found bad",
                )
            for ((query, error) in refused) {
                landlord.get("/v1/tenants?$query").let {
                    it.problem shouldBe (422 to "invalid_request")
                    it.errors.map { (field, message) -> "$field: $message" } shouldBe listOf(error)
                }
            }
        }
    })
