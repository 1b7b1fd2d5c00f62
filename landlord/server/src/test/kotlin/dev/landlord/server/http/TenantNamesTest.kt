package dev.landlord.server.http

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

/** The display name of a tenant, its name in a change, and the other name of its configuration. */
class TenantNamesTest :
    FunSpec({
        val landlord = RunningLandlord.shared

        fun change(method: String, name: String, body: String) =
            landlord.ask(method, "/v1/tenants/$name", body)

        test("the display name changes without a workflow, and null removes it") {
            val created =
                landlord.post(
                    "/v1/tenants",
                    """{"name":"named","desired_config":{},"display_name":"Acme"}""",
                )
            created.status shouldBe 201
            created.json["display_name"].asText() shouldBe "Acme"
            landlord.untilTenant("named", "ready")
            val renamed = change("PATCH", "named", """{"display_name":"Acme Inc. – Zürich"}""")
            renamed.status shouldBe 200
            renamed.json["display_name"].asText() shouldBe "Acme Inc. – Zürich"
            renamed.json["name"].asText() shouldBe "named"
            renamed.json["generation"].asInt() shouldBe 1
            landlord.get("/v1/tenants/named").json["display_name"] shouldBe
                renamed.json["display_name"]
            change("PUT", "named", """{"labels":{"a":"b"}}""").json["display_name"] shouldBe
                renamed.json["display_name"]
            change("PUT", "named", """{"display_name":null}""").json.has("display_name") shouldBe
                false
        }

        test("refuses a display name that is not a text on one line") {
            for (name in
                listOf("7", "\"\"", "\"  \"", "\"a\\nb\"", "\"${"x".repeat(256)}\"", "{}")) {
                withClue(name) {
                    change("PATCH", "named", """{"display_name":$name}""").let {
                        it.problem shouldBe (422 to "invalid_request")
                        it.errors.getValue("display_name").substringBefore(", found") shouldBe
                            "expected a text of 1 to 255 characters on one line"
                    }
                    landlord
                        .post(
                            "/v1/tenants",
                            """{"name":"unnamed","desired_config":{},"display_name":$name}""",
                        )
                        .problem shouldBe (422 to "invalid_request")
                }
            }
            landlord.get("/v1/tenants/unnamed").status shouldBe 404
        }

        test("a change may contain the name of the tenant, and no other name") {
            landlord.readyTenant("fixed")
            change("PUT", "fixed", """{"name":"fixed","labels":{"a":"b"}}""").status shouldBe 200
            change("PUT", "fixed", """{"name":"moved","labels":{"a":"c"}}""").let {
                it.problem shouldBe (422 to "invalid_request")
                it.errors shouldBe
                    mapOf(
                        "name" to
                            "expected fixed, found moved: the name cannot change, because the resources of the " +
                                "tenant have it; change display_name, or create another tenant"
                    )
            }
            landlord.get("/v1/tenants/fixed").json["labels"].toString() shouldBe """{"a":"b"}"""
            change("PUT", "fixed", """{"name":"fixed"}""").detail shouldBe
                "the request changes nothing; expected desired_config, display_name, labels or annotations"
            change("PUT", "fixed", """{"name":7,"labels":{}}""").errors shouldBe
                mapOf("name" to "expected a text, found 7")
        }

        test("compute_config is another name of desired_config, in requests and responses") {
            val created =
                landlord.post(
                    "/v1/tenants",
                    """{"name":"computed","compute_config":{"delay":"1ms"}}""",
                )
            created.status shouldBe 201
            for (field in listOf("desired_config", "compute_config")) {
                created.json[field].toString() shouldBe """{"delay":"1ms"}"""
            }
            landlord.untilTenant("computed", "ready")
            change("PATCH", "computed", """{"compute_config":{"x":1}}""").status shouldBe 202
            val ready = landlord.untilTenant("computed", "ready")
            ready["desired_config"].toString() shouldBe """{"delay":"1ms","x":1}"""
            ready["compute_config"] shouldBe ready["desired_config"]
            change("PUT", "computed", """{"compute_config":{"x":2}}""").status shouldBe 202
            landlord.untilTenant("computed", "ready")["desired_config"].toString() shouldBe
                """{"x":2}"""
            landlord
                .get("/v1/tenants?limit=1000")
                .json["tenants"]
                .single { it["name"].asText() == "computed" }["compute_config"]
                .toString() shouldBe """{"x":2}"""
        }

        test("an error of the configuration has the name by which the request contains it") {
            val error = "expected a duration such as \"200ms\" or \"5s\", found \"soon\""
            for (config in listOf("desired_config", "compute_config")) {
                withClue(config) {
                    landlord
                        .post("/v1/tenants", """{"name":"wrong","$config":{"delay":"soon"}}""")
                        .errors shouldBe mapOf("$config.delay" to error)
                    change("PATCH", "computed", """{"$config":{"delay":"soon"}}""").errors shouldBe
                        mapOf("$config.delay" to error)
                    landlord.post("/v1/tenants", """{"name":"wrong","$config":7}""").errors shouldBe
                        mapOf(config to "expected an object, found 7")
                }
            }
            val both =
                mapOf(
                    "compute_config" to
                        "is another name of desired_config; expected one of them, found both"
                )
            landlord
                .post("/v1/tenants", """{"name":"wrong","desired_config":{},"compute_config":{}}""")
                .errors shouldBe both
            change("PUT", "computed", """{"desired_config":{},"compute_config":{}}""")
                .errors shouldBe both
            landlord.get("/v1/tenants/wrong").status shouldBe 404
        }
    })
