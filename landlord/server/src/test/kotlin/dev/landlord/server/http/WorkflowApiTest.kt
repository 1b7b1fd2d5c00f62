package dev.landlord.server.http

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe

/** Workflows that users define, and those that come with Landlord. */
class WorkflowApiTest :
    FunSpec({
        val landlord = RunningLandlord.shared
        val steps = """{"steps":[{"name":"a","run":"true"}]}"""
        val builtIn =
            listOf("planning", "provisioning", "update", "archiving", "deletion").map {
                "tenant-$it"
            }

        fun create(body: String) = landlord.post("/v1/workflows", body)

        test("row 50: POST creates a workflow with 201, which can run at once") {
            val made =
                create(
                    """{"workflow_id":"flow-1","name":"Flow","description":"Flows","definition":$steps,""" +
                        """"timeout":"30m","retry_policy":{"max_attempts":3,"initial_interval":"1s",""" +
                        """"max_interval":"1m","backoff_rate":1.0},"tags":{"team":"blue"}}"""
                )
            made.status shouldBe 201
            made.json["workflow_id"].asText() shouldBe "flow-1"
            made.json["name"].asText() shouldBe "Flow"
            made.json["description"].asText() shouldBe "Flows"
            made.json["service_name"].asText() shouldBe "Flow1"
            made.json["definition"].toString() shouldBe steps
            made.json["timeout"].asText() shouldBe "30m"
            made.json["retry_policy"]["max_attempts"].asInt() shouldBe 3
            made.json["tags"].toString() shouldBe """{"team":"blue"}"""
            made.json["registered"].asBoolean() shouldBe true
            made.json["built_in"].asBoolean() shouldBe false
            landlord.get("/v1/workflows/flow-1").json shouldBe made.json
        }

        test("row 46: returns 200 for an equal workflow, and refuses a different one") {
            val first = create("""{"workflow_id":"flow-2","definition":$steps}""")
            first.status shouldBe 201
            val again = create("""{"workflow_id":"flow-2","definition":$steps}""")
            again.status shouldBe 200
            again.json shouldBe first.json
            val other =
                create("""{"workflow_id":"flow-2","definition":$steps,"description":"other"}""")
            other.problem shouldBe (409 to "workflow_exists")
            other.detail shouldBe
                "workflow flow-2 exists already with another definition, since " +
                    "${first.json["created_at"].asText()}; delete it first, or choose another id"
        }

        test("rows 48, 49 and 50: reports every error with its field") {
            val refused =
                mapOf(
                    """{}""" to
                        mapOf(
                            "workflow_id" to "workflow_id must match pattern ^[a-z0-9-]{1,128}$",
                            "definition" to "definition is required",
                        ),
                    """{"workflow_id":"My Flow","name":" ","definition":$steps,"timeout":"-1s",""" +
                        """"retry_policy":{"backoff_rate":0.5,"max_attempts":0}}""" to
                        mapOf(
                            "workflow_id" to "workflow_id must match pattern ^[a-z0-9-]{1,128}$",
                            "name" to "name must have 1 to 256 characters, found 1",
                            "timeout" to "timeout must be positive if set",
                            "retry_policy.max_attempts" to
                                "expected a whole number, 1 or more, found 0",
                            "retry_policy.backoff_rate" to
                                "retry_policy.backoff_rate must be >= 1.0",
                        ),
                    """{"workflow_id":"x","name":"${"n".repeat(257)}","description":"${"d".repeat(1025)}",""" +
                        """"definition":"echo","tags":{${(1..51).joinToString { "\"t$it\":\"v\"" }}}}""" to
                        mapOf(
                            "name" to "name must have 1 to 256 characters, found 257",
                            "description" to
                                "description must have at most 1024 characters, found 1025",
                            "definition" to "expected fields, found \"echo\"",
                            "tags" to "at most 50 tags, found 51",
                        ),
                    """{"workflow_id":"x","definition":{"steps":[{"name":"a","run":"${"x".repeat(256 * 1024)}"}]}}""" to
                        mapOf(
                            "definition" to
                                "definition must not be larger than 262144 bytes of JSON, found 262177"
                        ),
                    """{"workflow_id":"x","definition":{"steps":[{"name":"a"},{"run":"b","name":"a"}]},"tags":{"n":1}}""" to
                        mapOf(
                            "definition.steps[0]" to
                                "expected one of run, sleep, approval and callback, found none",
                            "definition.steps[1].name" to
                                "there is another step named \"a\"; choose another name",
                            "tags.n" to "expected a text, found 1; quote it",
                        ),
                )
            for ((body, errors) in refused) {
                withClue(body.take(80)) {
                    create(body).let {
                        it.problem shouldBe (422 to "invalid_request")
                        it.errors shouldBe errors
                    }
                }
            }
            landlord.get("/v1/workflows/x").problem shouldBe (404 to "workflow_not_found")
        }

        test("rows 37 and 50: lists the built-in workflows, and refuses to delete them") {
            val listed = landlord.get("/v1/workflows").json["workflows"]
            listed.take(5).map { it["workflow_id"].asText() } shouldContainExactly builtIn
            listed.take(5).all {
                it["built_in"].asBoolean() && it["registered"].asBoolean()
            } shouldBe true
            listed
                .first { it["workflow_id"].asText() == "tenant-provisioning" }["service_name"]
                .asText() shouldBe "TenantProvisioning"
            for (id in builtIn) {
                val stays =
                    "\"$id\" is a built-in workflow, which cannot be created or deleted; choose another id"
                for (answer in
                    listOf(
                        create("""{"workflow_id":"$id","definition":$steps}"""),
                        landlord.delete("/v1/workflows/$id"),
                    )) {
                    answer.problem shouldBe (409 to "workflow_built_in")
                    answer.detail shouldBe stays
                }
            }
        }

        test("lists the workflows of users by id") {
            listOf("flow-list-b", "flow-list-a").forEach {
                create("""{"workflow_id":"$it","definition":$steps}""")
            }
            landlord
                .get("/v1/workflows")
                .json["workflows"]
                .drop(5)
                .map {
                    it["workflow_id"].asText()
                }
                .let { it.sorted() shouldBe it }
        }

        test("row 46: deletion of a workflow is idempotent") {
            create("""{"workflow_id":"flow-3","definition":$steps}""").status shouldBe 201
            for (id in listOf("flow-3", "flow-3", "never", "NOT-AN-ID", "a%2Fb")) {
                landlord.delete("/v1/workflows/$id").let {
                    it.status shouldBe 204
                    it.text shouldBe ""
                }
            }
            landlord.get("/v1/workflows/flow-3").let {
                it.problem shouldBe (404 to "workflow_not_found")
                it.detail shouldBe
                    "there is no workflow \"flow-3\"; landlord workflow list shows all workflows"
            }
            create(
                    """{"workflow_id":"flow-3","definition":{"steps":[{"name":"b","sleep":"1s"}]}}"""
                )
                .status shouldBe 201
        }

        test("every request about an unknown workflow returns 404") {
            for (id in listOf("never", "NOT-AN-ID", "a%2Fb")) {
                val workflow = "/v1/workflows/$id"
                val executions = "$workflow/executions"
                val approve = "/v1/approvals/$id/x/buy/approve"
                for (answer in
                    listOf(
                        landlord.get(workflow),
                        landlord.get(executions),
                        landlord.get("$executions/x"),
                        landlord.post(executions, """{"input":{}}"""),
                        landlord.post("$executions/x/cancel", """{"reason":"r"}"""),
                        landlord.user("alice").post(approve, "{}"),
                    )) {
                    answer.problem shouldBe (404 to "workflow_not_found")
                }
            }
        }

        test("row 44: refuses a second id with the same service") {
            create("""{"workflow_id":"mix-ed","definition":$steps}""").status shouldBe 201
            val refused =
                mapOf(
                    "mix--ed" to "MixEd, as workflow mix-ed does",
                    "tenant--provisioning" to "TenantProvisioning, as one of Landlord's own does",
                    "tenant" to "Tenant, as one of Landlord's own does",
                    "blueprint" to "Blueprint, as one of Landlord's own does",
                )
            for ((id, taken) in refused) {
                create("""{"workflow_id":"$id","definition":$steps}""").let {
                    it.problem shouldBe (409 to "service_name_taken")
                    it.detail shouldBe
                        "workflow $id would run as the service $taken; choose another id"
                }
                landlord.get("/v1/workflows/$id").status shouldBe 404
            }
            create("""{"workflow_id":"mix-ed","definition":$steps}""").status shouldBe 200
        }

        test("row 95: returns the compute providers with their fields") {
            val all = landlord.get("/v1/compute-providers").json["compute_providers"]
            all.map { it["name"].asText() to it["default"].asBoolean() } shouldContainExactly
                listOf("local" to false, "mock" to true)
            landlord.get("/v1/compute-providers/mock").json shouldBe all[1]
            all[1]["config"].map { it["field"].asText() }.contains("fail_at") shouldBe true
            landlord.get("/v1/compute-providers/moon").let {
                it.problem shouldBe (404 to "compute_provider_not_found")
                it.detail shouldBe "unknown compute provider \"moon\"; expected one of local, mock"
            }
        }
    })
