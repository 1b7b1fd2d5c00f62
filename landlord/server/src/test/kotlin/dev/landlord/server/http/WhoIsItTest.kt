package dev.landlord.server.http

import dev.landlord.api.OpenApi
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith

/** "Who is it": API keys, and what each role may do, over HTTP. */
class WhoIsItTest :
    FunSpec({
        val landlord = RunningLandlord.shared
        val guarded = OpenApi.operations.filter { it.node.has("x-role") }

        fun body(operation: OpenApi.Operation): String? =
            operation.node
                .at("/requestBody/content/application~1json/examples")
                .map { OpenApi.resolve(it)["value"].toString() }
                .firstOrNull()

        fun state() =
            listOf("/v1/tenants?include_deleted=true", "/v1/workflows", "/v1/keys").map {
                landlord.get(it).text
            }

        test("who is it: without a valid key every guarded path answers 401, and changes nothing") {
            guarded.size shouldBe 27
            val before = state()
            val revoked = landlord.user("gone", "admin")
            landlord.delete("/v1/keys/gone").status shouldBe 204
            val invalid =
                listOf(
                    null,
                    "",
                    "nonsense",
                    "llk_",
                    "llk_000000000000_${"a".repeat(43)}",
                    RunningLandlord.ADMIN_KEY.dropLast(1),
                    revoked.key,
                    revoked.key?.dropLast(1),
                )
            for (operation in guarded) {
                for (key in invalid) {
                    withClue("${operation.method} ${operation.path} with $key") {
                        val answer =
                            landlord
                                .withKey(key)
                                .ask(operation.method, operation.path, body(operation))
                        answer.problem shouldBe (401 to "unauthenticated")
                    }
                }
            }
            state() shouldBe before
        }

        test("who is it: other schemes and several credentials are refused") {
            for (header in listOf("Basic YTpi", "Bearer", "Bearer a b", "")) {
                val request =
                    java.net.http.HttpRequest.newBuilder(
                            java.net.URI.create("${landlord.url}/v1/tenants")
                        )
                        .header("authorization", header)
                        .build()
                val answer =
                    java.net.http.HttpClient.newHttpClient()
                        .send(request, java.net.http.HttpResponse.BodyHandlers.ofString())
                withClue(header) {
                    answer.statusCode() shouldBe 401
                    answer.headers().firstValue("www-authenticate").get() shouldBe "Bearer"
                }
            }
        }

        test("who is it: only reading is public, so that no body is read for nothing") {
            for (path in listOf("/health", "/ready", "/openapi.yaml")) {
                landlord.withKey(null).post(path, "{}").status shouldBe 401
            }
        }

        test("who is it: only an admin starts a workflow of tenants by hand") {
            val operator = landlord.user("by-hand", "operator")
            for (workflow in listOf("tenant-planning", "tenant-provisioning", "tenant-update")) {
                operator
                    .post(
                        "/v1/workflows/$workflow/executions",
                        """{"execution_name":"tenant-1-$workflow-2","input":{}}""",
                    )
                    .problem shouldBe (403 to "forbidden")
            }
        }

        test("who is it: health, readiness and the document need no key") {
            for (path in listOf("/health", "/ready", "/openapi.yaml", "/docs")) {
                landlord.withKey(null).get(path).status shouldBe 200
            }
        }

        for (role in listOf("viewer", "operator", "approver", "admin")) {
            test("who is it: $role may do what the document says, and nothing else") {
                val user = landlord.user("only-$role", role)
                val before = state()
                for (operation in guarded) {
                    val needed = operation.node["x-role"].asText()
                    val isAllowed = role == "admin" || needed == "read" || needed == role
                    if (isAllowed && operation.method != "GET") continue
                    withClue("${operation.method} ${operation.path}") {
                        val answer = user.ask(operation.method, operation.path, body(operation))
                        if (isAllowed) {
                            answer.status shouldNotBe 401
                            answer.status shouldNotBe 403
                        } else {
                            answer.problem shouldBe (403 to "forbidden")
                            answer.detail shouldContain "only-$role has $role"
                        }
                    }
                }
                state() shouldBe before
            }
        }

        test("who is it: an operator changes tenants, an approver decides, an admin defines") {
            val operator = landlord.user("an-operator", "operator")
            val both = landlord.user("both", "operator", "approver")
            operator
                .post("/v1/tenants", """{"name":"who-is-it","desired_config":{}}""")
                .status shouldBe 201
            operator.delete("/v1/tenants/who-is-it").status shouldBe 202
            landlord.workflow("who", """[{"name":"ask","approval":{}}]""")
            both
                .post("/v1/workflows/who/executions", """{"execution_name":"w","input":{}}""")
                .status shouldBe 201
            landlord.untilExecution("who", "w") { it["pending_approvals"].size() == 1 }
            operator.post("/v1/approvals/who/w/ask/approve", "{}").problem shouldBe
                (403 to "forbidden")
            landlord
                .user("carol")
                .post("/v1/approvals/who/w/ask/approve", "{}")
                .json["actor"]
                .asText() shouldBe "carol"
        }

        test("who is it: an admin creates, lists and revokes keys at the command line") {
            val created =
                landlord.run("key", "create", "dave", "--role", "viewer", "--role", "approver")
            created.exit shouldBe 0
            val key = created.out.trim()
            key shouldStartWith "llk_"
            landlord.run("key", "list").out.let {
                Regex("dave +viewer, approver +\\S+ \\S+ +admin").containsMatchIn(it) shouldBe true
                it shouldNotContain key
            }
            landlord.get("/v1/keys").text shouldNotContain key.substringAfterLast("_")
            landlord.withKey(key).get("/v1/tenants").status shouldBe 200
            landlord.run("key", "create", "dave", "--role", "viewer").let {
                it.exit shouldBe 1
                it.err shouldStartWith
                    "landlord: there is a key of the name dave; revoke it, or choose another name\n"
            }
            landlord.run("key", "revoke", "dave").out shouldBe "revoked the key of dave\n"
            landlord.withKey(key).get("/v1/tenants").status shouldBe 401
            landlord.run("key", "revoke", "dave").let {
                it.exit shouldBe 1
                it.err shouldStartWith "landlord: there is no key of the name dave\n"
            }
        }

        test(
            "who is it: a key without a role, with an unknown role or with a bad name is refused"
        ) {
            val refused =
                mapOf(
                    """{"name":"x","roles":[]}""" to "roles",
                    """{"name":"x","roles":["root"]}""" to "roles",
                    """{"name":"x","roles":"admin"}""" to "roles",
                    """{"name":"admin","roles":["viewer"]}""" to "name",
                    """{"name":"landlord","roles":["viewer"]}""" to "name",
                    """{"name":"A b","roles":["viewer"]}""" to "name",
                    """{"name":"${"a".repeat(65)}","roles":["viewer"]}""" to "name",
                    """{"roles":["viewer"]}""" to "name",
                    """{"name":{"a":1},"roles":["viewer"]}""" to "name",
                    """{"name":"x","roles":{"a":[]}}""" to "roles",
                )
            for ((body, field) in refused) {
                withClue(body) {
                    landlord.post("/v1/keys", body).let {
                        it.problem shouldBe (422 to "invalid_request")
                        it.errors.keys shouldContain field
                        it.json["errors"].size() shouldBe it.errors.size
                    }
                }
            }
        }

        test("who is it: the command line without a key says how to get one") {
            landlord.withKey("").run("tenant", "list").let {
                it.exit shouldBe 1
                it.err shouldContain "LANDLORD_CLI_API_KEY"
            }
        }
    })
