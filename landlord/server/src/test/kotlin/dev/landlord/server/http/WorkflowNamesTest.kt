package dev.landlord.server.http

import com.fasterxml.jackson.databind.ObjectMapper
import com.fasterxml.jackson.databind.node.ObjectNode
import dev.landlord.api.waitUntil
import dev.landlord.devserver.RestateServer
import dev.landlord.server.blueprint.BlueprintSource
import dev.landlord.server.blueprint.RunBlueprint
import dev.landlord.server.blueprint.RunBlueprintService
import dev.landlord.server.blueprint.Shell
import dev.landlord.server.config.ServiceNames
import dev.landlord.server.registration.serving
import dev.landlord.workflow.serve.WorkflowServer
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.concurrent.thread

private const val STEPS = """{"steps":[{"name":"a","run":"true"}]}"""

/**
 * The service of a workflow has the name that follows from its id; Restate does not accept every
 * name.
 */
class WorkflowNamesTest :
    FunSpec({
        val landlord = RunningLandlord.shared

        fun create(id: String) =
            landlord.post("/v1/workflows", """{"workflow_id":"$id","definition":$STEPS}""")

        test("fault 23: accepts the same service names as the server") {
            val names =
                listOf(
                    "_",
                    "__",
                    "1a",
                    "-a",
                    "_1",
                    "A",
                    "restate",
                    "RestateThings",
                    "ReState",
                    "openapi",
                    "OpenApi",
                ) + listOf("OpenApiX", "Xrestate", "A.b_c-d", "A b", "Ä")
            RestateServer.start().use { restate ->
                for (name in names) {
                    withClue(name) {
                        val isAccepted = runCatching {
                            WorkflowServer.builder()
                                .bind(
                                    RunBlueprintService(
                                        RunBlueprint(
                                            Shell(),
                                            BlueprintSource("Blueprint") { true },
                                        ),
                                        name,
                                    )
                                )
                                .start()
                                .use { server ->
                                    sendJson(
                                            restate.adminUrl().resolve("/deployments"),
                                            """{"uri":"${server.uri()}","force":true}""",
                                        )
                                        .statusCode() / 100 == 2
                                }
                        }
                            .getOrDefault(false)
                        ServiceNames.errorOf(name).isEmpty shouldBe isAccepted
                    }
                }
            }
        }

        test(
            "fault 23: refuses an invalid service name before it is stored; other workflows work"
        ) {
            for (id in
                listOf(
                    "-",
                    "--",
                    "-".repeat(128),
                    "restate",
                    "re-state",
                    "restate-things",
                    "openapi",
                    "open-api",
                )) {
                withClue(id) {
                    create(id).let {
                        it.problem shouldBe (422 to "invalid_request")
                        it.errors.getValue("workflow_id") shouldStartWith
                            "workflow_id $id cannot be served: Restate "
                    }
                    landlord.get("/v1/workflows/$id").status shouldBe 404
                }
            }
            for (id in listOf("1", "-2", "3-", "a".repeat(128), "x-restate", "openapi-x")) {
                withClue(id) {
                    create(id).let {
                        it.status shouldBe 201
                        it.json["registered"].asBoolean() shouldBe true
                    }
                }
            }
            landlord.get("/ready").json.has("warnings") shouldBe false
        }

        test(
            "fault 23: the object that stores workflows refuses the same names through the ingress"
        ) {
            fun kept(id: String, body: String): Pair<Int, String> {
                val answer =
                    sendJson(
                        landlord.restate.ingressUrl().resolve("/Blueprint/$id/create"),
                        body,
                    )
                return answer.statusCode() to
                    ObjectMapper().readTree(answer.body())["message"].asText()
            }
            fun body(id: String) = """{"workflow_id":"$id","definition":$STEPS}"""
            create("in-gress").status shouldBe 201
            val refused =
                mapOf(
                    ("-" to body("-")) to 400,
                    ("restate-x" to body("restate-x")) to 400,
                    ("tenant" to body("tenant")) to 409,
                    ("tenant-provisioning" to body("tenant-provisioning")) to 409,
                    ("in--gress" to body("in--gress")) to 409,
                    ("other" to body("another")) to 400,
                    ("No-Id" to body("No-Id")) to 400,
                    ("fields" to """{"workflow_id":"fields","definition":$STEPS,"more":1}""") to
                        400,
                    ("empty" to "{}") to 400,
                    ("list" to "[]") to 400,
                )
            for ((request, status) in refused) {
                withClue(request) {
                    kept(request.first, request.second).let {
                        it.first shouldBe status
                        it.second.contains("dev.landlord") shouldBe false
                    }
                    landlord.get("/v1/workflows/${request.first}").let { answer ->
                        (answer.status == 404 || answer.json["built_in"].asBoolean()) shouldBe true
                    }
                }
            }
            sendJson(
                    landlord.restate.ingressUrl().resolve("/BlueprintServiceName/Mine/claim"),
                    "\"mine\"",
                )
                .statusCode() / 100 shouldBe 4
            create("after-ingress").json["registered"].asBoolean() shouldBe true
        }

        test(
            "fault 23: of two workflows with the same service that are created concurrently, one succeeds"
        ) {
            // Past Landlord, which itself creates one after the other.
            val answers = CopyOnWriteArrayList<Pair<String, Int>>()
            val ids = listOf("ra-ce", "ra--ce", "-ra-ce", "ra-ce-")
            (ids + ids)
                .map { id ->
                    thread {
                        val url = landlord.restate.ingressUrl().resolve("/Blueprint/$id/create")
                        val body = """{"workflow_id":"$id","definition":$STEPS}"""
                        answers += id to sendJson(url, body).statusCode()
                    }
                }
                .forEach { it.join() }
            val made = answers.filter { it.second == 200 }.map { it.first }.toSet()
            made shouldHaveSize 1
            answers.filter { it.first !in made }.map { it.second }.toSet() shouldBe setOf(409)
            for (id in ids - made) {
                create(id).let {
                    it.problem shouldBe (409 to "service_name_taken")
                    it.detail shouldBe
                        "workflow $id would run as the service RaCe, as workflow ${made.single()} does; choose another id"
                }
            }
            landlord.delete("/v1/workflows/${made.single()}").status shouldBe 204
            create((ids - made).first()).status shouldBe 201
        }

        test("fault 23: refuses the name of another program's service, which stays registered") {
            serving("Orders").use { other ->
                sendJson(
                        landlord.restate.adminUrl().resolve("/deployments"),
                        """{"uri":"${other.uri()}"}""",
                    )
                    .statusCode() shouldBe 201
                create("orders").let {
                    it.problem shouldBe (409 to "service_name_taken")
                    it.detail shouldBe
                        "workflow orders would run as the service Orders, as another program on this Restate does; choose another id"
                }
                create("after-orders").json["registered"].asBoolean() shouldBe true
            }
        }

        test("fault 23: reports stored workflows that cannot be served, and serves the others") {
            RestateServer.start().use { restate ->
                serving("Taken").use { other ->
                    sendJson(
                        restate.adminUrl().resolve("/deployments"),
                        """{"uri":"${other.uri()}"}""",
                    )
                    RunningLandlord(restate).use { older ->
                        older.awaitReady()
                        older.workflow("good", """[{"name":"a","run":"true"}]""")
                        val kept = ObjectMapper().readTree(older.get("/v1/workflows/good").text)
                        for (id in listOf("-", "restate-old", "tenant", "taken")) {
                            val text = kept.deepCopy<ObjectNode>()
                            listOf("service_name", "registered", "built_in").forEach {
                                text.remove(it)
                            }
                            store(restate, id, text.put("workflow_id", id).toString())
                        }
                        store(restate, "unreadable", "{")
                        store(
                            restate,
                            "changed",
                            """{"workflow_id":"other","definition":{},"future":1}""",
                        )
                    }
                    RunningLandlord(restate).use { landlord ->
                        landlord.awaitReady()
                        fun warnings() =
                            landlord.get("/ready").json.path("warnings").associate {
                                it.asText().substringAfter("workflow ").substringBefore(" ") to
                                    it.asText()
                            }
                        waitUntil({ "all six are named: ${warnings()}" }) { warnings().size == 6 }
                        warnings().getValue("-") shouldContain "Restate accepts no service named"
                        warnings().getValue("taken") shouldContain "another program"
                        landlord.post(
                            "/v1/workflows/good/executions",
                            """{"execution_name":"one","input":{}}""",
                        )
                        landlord.untilExecution("good", "one") {
                            it["status"].asText() == "succeeded"
                        }
                        landlord
                            .workflow("new", """[{"name":"a","run":"true"}]""")["registered"]
                            .asBoolean() shouldBe true
                        landlord
                            .get("/v1/workflows")
                            .json["workflows"]
                            .single { it["workflow_id"].asText() == "-" }["registered"]
                            .asBoolean() shouldBe false
                        for (id in warnings().keys) {
                            landlord.delete("/v1/workflows/$id").status shouldBe 204
                        }
                        landlord.workflow("newer", """[{"name":"a","run":"true"}]""")
                        waitUntil({ "none is named: ${warnings()}" }) { warnings().isEmpty() }
                    }
                }
            }
        }
    })

/** Stores a workflow without any checks. */
private fun store(restate: RestateServer, id: String, text: String) {
    val body = ObjectMapper().createObjectNode().put("object_key", id)
    val state = body.putObject("new_state").putArray("blueprint")
    text.toByteArray().forEach { state.add(it.toInt() and 0xff) }
    sendJson(restate.adminUrl().resolve("/services/Blueprint/state"), body.toString())
        .statusCode() shouldBe 202
    waitUntil({ "$id is stored" }) {
        restate
            .admin()
            .query(
                "select service_key from state where service_name = 'Blueprint' and service_key = '$id'"
            )
            .isNotEmpty()
    }
}
