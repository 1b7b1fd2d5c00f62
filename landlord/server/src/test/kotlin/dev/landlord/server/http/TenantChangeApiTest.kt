package dev.landlord.server.http

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe

/** Tenants are changed, archived and deleted. */
class TenantChangeApiTest :
    FunSpec({
        val landlord = RunningLandlord.shared

        fun put(name: String, body: String) = landlord.ask("PUT", "/v1/tenants/$name", body)

        fun patch(name: String, body: String) = landlord.ask("PATCH", "/v1/tenants/$name", body)

        val texts = ""","labels":{"a":"1","b":"2"},"annotations":{"c":"3"}"""

        test(
            "row 86: PUT replaces the given members, and starts a workflow if the configuration changes"
        ) {
            val before = landlord.readyTenant("put-1", """{"x":1,"y":{"z":2}}""", texts)
            val labelled = put("put-1", """{"labels":{"d":"4"}}""")
            labelled.status shouldBe 200
            labelled.json["labels"].toString() shouldBe """{"d":"4"}"""
            labelled.json["annotations"].toString() shouldBe """{"c":"3"}"""
            labelled.json["desired_config"].toString() shouldBe """{"x":1,"y":{"z":2}}"""
            put("put-1", """{"desired_config":{"y":{"z":2},"x":1}}""").status shouldBe 200
            landlord.get("/v1/tenants/put-1").json["generation"] shouldBe before["generation"]

            val changed = put("put-1", """{"desired_config":{"x":2}}""")
            changed.status shouldBe 202
            changed.json["status"].asText() shouldBe "updating"
            changed.json["desired_config"].toString() shouldBe """{"x":2}"""
            landlord.untilTenant("put-1", "ready")["workflow_id"].asText() shouldBe "tenant-update"
        }

        test("row 86: PATCH merges, and removes fields that are null") {
            landlord.readyTenant("patch-1", """{"x":1,"y":{"z":2,"u":3}}""", texts)
            val changed =
                patch(
                    "patch-1",
                    """{"desired_config":{"y":{"z":null,"v":4}},"labels":{"a":null,"e":"5"}}""",
                )
            changed.status shouldBe 202
            changed.json["desired_config"].toString() shouldBe """{"x":1,"y":{"u":3,"v":4}}"""
            changed.json["labels"].toString() shouldBe """{"b":"2","e":"5"}"""
            changed.json["annotations"].toString() shouldBe """{"c":"3"}"""
            landlord.untilTenant("patch-1", "ready")
            patch("patch-1", """{"desired_config":{"x":1}}""").status shouldBe 200
        }

        test("labels that are null remove all labels, in PATCH and in PUT") {
            for ((name, change) in mapOf("null-1" to ::patch, "null-2" to ::put)) {
                landlord.readyTenant(name, "{}", texts)
                val changed = change(name, """{"labels":null}""")
                changed.status shouldBe 200
                changed.json["labels"].toString() shouldBe "{}"
                changed.json["annotations"].toString() shouldBe """{"c":"3"}"""
            }
        }

        test("refuses an empty or invalid change") {
            val before = landlord.readyTenant("put-2", "{}", texts)
            for (change in listOf(::put, ::patch)) {
                change("put-2", "{}").let {
                    it.problem shouldBe (422 to "invalid_request")
                    it.detail shouldBe
                        "the request changes nothing; expected desired_config, display_name, labels or annotations"
                }
                change(
                        "put-2",
                        """{"desired_config":{"fail_times":-1},"labels":"x","annotations":{"a":{}}}""",
                    )
                    .let {
                        it.problem shouldBe (422 to "invalid_request")
                        it.errors shouldBe
                            mapOf(
                                "labels" to "expected an object, found \"x\"",
                                "annotations.a" to "expected a string, found {}",
                                "desired_config.fail_times" to
                                    "expected a whole number of 0 or more, found -1",
                            )
                    }
                change("put-2", """{"desired_config":[1]}""").errors shouldBe
                    mapOf("desired_config" to "expected an object, found [1]")
            }
            put("put-2", """{"labels":{"a":null}}""").errors shouldBe
                mapOf("labels.a" to "expected a string, found null")
            landlord.get("/v1/tenants/put-2").json shouldBe before
        }

        test("row 81: archiving removes the resources and keeps the record") {
            landlord.readyTenant("arch-1")
            val going = landlord.post("/v1/tenants/arch-1/archive")
            going.status shouldBe 202
            going.json["status"].asText() shouldBe "archiving"
            landlord.untilTenant("arch-1", "archived")
            fun listed(query: String) =
                landlord.get("/v1/tenants?limit=1000$query").json["tenants"].any {
                    it["name"].asText() == "arch-1"
                }
            listed("") shouldBe false
            listed("&include_deleted=true") shouldBe true
            landlord.post("/v1/tenants/arch-1/archive").status shouldBe 202
        }

        test("row 82: refuses to change a tenant that is archived or being archived") {
            landlord.readyTenant("arch-2", """{"delay":"1500ms"}""")
            landlord.post("/v1/tenants/arch-2/archive").status shouldBe 202
            put("arch-2", """{"desired_config":{"x":1}}""").let {
                it.problem shouldBe (409 to "tenant_archiving")
                it.detail shouldBe "Tenant is being archived"
            }
            landlord.untilTenant("arch-2", "archived")
            for (change in listOf(::put, ::patch)) {
                change("arch-2", """{"desired_config":{"x":1}}""").let {
                    it.problem shouldBe (409 to "tenant_archived")
                    it.detail shouldBe "Tenant is archived"
                }
            }
        }

        test("rows 82 and 89: a failed tenant accepts only a different configuration") {
            landlord.post(
                "/v1/tenants",
                """{"name":"failed-1","desired_config":{"fail_at":"page","fail_for_good":true}}""",
            )
            landlord.untilTenant("failed-1", "failed")
            for (body in
                listOf(
                    """{"labels":{"a":"1"}}""",
                    """{"desired_config":{"fail_at":"page","fail_for_good":true}}""",
                )) {
                put("failed-1", body).let {
                    it.problem shouldBe (409 to "tenant_failed")
                    it.detail shouldBe "Cannot update tenant in failed state"
                }
            }
            patch("failed-1", """{"desired_config":{"fail_at":null}}""").status shouldBe 202
            landlord.untilTenant("failed-1", "ready")
        }

        test("row 81: deletion removes the record and frees the name") {
            val first = landlord.readyTenant("gone-1")
            val going = landlord.delete("/v1/tenants/gone-1")
            going.status shouldBe 202
            going.json["annotations"]["landlord/delete_after_archive"].asText() shouldBe "true"
            landlord.untilGone("gone-1")
            landlord.delete("/v1/tenants/gone-1").problem shouldBe (404 to "tenant_not_found")
            landlord.get("/v1/tenants/${first["id"].asText()}").problem shouldBe
                (404 to "tenant_not_found")
            (landlord.readyTenant("gone-1")["id"] == first["id"]) shouldBe false

            landlord.post("/v1/tenants/gone-1/archive")
            landlord.untilTenant("gone-1", "archived")
            landlord.delete("/v1/tenants/gone-1").status shouldBe 202
            landlord.get("/v1/tenants/gone-1").status shouldBe 404
        }

        test("row 83: returns the transitions of a tenant, oldest first") {
            val tenant = landlord.readyTenant("moved-1")
            landlord.post("/v1/tenants/moved-1/archive")
            landlord.untilTenant("moved-1", "archived")
            for (name in listOf("moved-1", tenant["id"].asText())) {
                withClue(name) {
                    val told = landlord.get("/v1/tenants/$name/transitions").json["transitions"]
                    told.map { "${it["from"].asText()} ${it["to"].asText()}" } shouldContainExactly
                        listOf(
                            "null requested",
                            "requested provisioning",
                            "provisioning ready",
                            "ready archiving",
                            "archiving archived",
                        )
                    told
                        .map { it["version"].asInt() }
                        .zipWithNext()
                        .all { (a, b) -> a < b } shouldBe true
                }
            }
        }
    })
