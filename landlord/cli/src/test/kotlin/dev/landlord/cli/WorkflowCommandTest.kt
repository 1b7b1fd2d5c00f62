package dev.landlord.cli

import dev.landlord.api.OpenApi
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlin.io.path.writeText

/** Row 94: the requests and the output of `landlord workflow`. */
class WorkflowCommandTest :
    FunSpec({
        val folder = tempdir().toPath()
        folder
            .resolve("workflow.yaml")
            .writeText(
                "# Greets\nsteps:\n  - name: greet\n    echo: Hello, \${input.key}!\n    price: 1.10\n"
            )
        val definition =
            """{"steps":[{"name":"greet","echo":"Hello, ${'$'}{input.key}!","price":1.10}]}"""

        test("row 94: the commands of the quick start work") {
            StubLandlord().use { landlord ->
                landlord.answers("POST /v1/workflows", 201, OpenApi.example("Workflow"))
                val executions = "/v1/workflows/my-workflow/executions"
                landlord.answers("POST $executions", 201, OpenApi.example("StartedExecution"))
                landlord.answers(
                    "GET $executions/latest",
                    200,
                    OpenApi.example("SucceededExecution"),
                )

                fun typed(vararg arguments: String) =
                    Terminal(
                        *arguments,
                        directory = folder,
                        environment = mapOf("LANDLORD_CLI_API_URL" to landlord.url),
                    )

                val create =
                    typed("workflow", "create", "my-workflow", "--definition", "workflow.yaml")
                create.err shouldBe ""
                create.out shouldBe "created workflow my-workflow, service MyWorkflow\n"
                create.exit shouldBe 0
                val execute =
                    typed("workflow", "execute", "my-workflow", "--input", """{"key": "value"}""")
                execute.err shouldBe ""
                execute.out shouldBe
                    """
                    started my-workflow/monday, inv_1gdJBtdVEcM94PfSXDWkD1Sb2OtbTqUi3J
                    see: landlord workflow status my-workflow monday

                    """
                        .trimIndent()
                execute.exit shouldBe 0
                val status = typed("workflow", "status", "my-workflow")
                status.err shouldBe ""
                status.exit shouldBe 0
                landlord.requests shouldContainExactly
                    listOf(
                        """POST /v1/workflows {"workflow_id":"my-workflow","definition":$definition}""",
                        """POST $executions {"input":{"key":"value"}}""",
                        "GET $executions/latest",
                    )
            }
        }

        test("create sends all options of a workflow") {
            StubLandlord().use { landlord ->
                landlord.answers("POST /v1/workflows", 200, OpenApi.example("Workflow"))
                val terminal =
                    landlord.run(
                        *"workflow create my-workflow --definition workflow.yaml --name Mine"
                            .split(" ")
                            .toTypedArray(),
                        *arrayOf(
                            "--description",
                            "Says hello",
                            "--timeout",
                            "1h30m",
                            "--tag",
                            "a=b=c",
                            "--tag",
                            "d=e",
                        ),
                        directory = folder,
                    )
                terminal.out shouldBe
                    "already exists unchanged: workflow my-workflow, service MyWorkflow\n"
                landlord.requests shouldContainExactly
                    listOf(
                        """POST /v1/workflows {"workflow_id":"my-workflow","name":"Mine","description":"Says hello",""" +
                            """"definition":$definition,"timeout":"1h30m","tags":{"a":"b=c","d":"e"}}"""
                    )
            }
        }

        test("row 39: create reports that the workflow is not registered yet") {
            StubLandlord().use { landlord ->
                val unknown = OpenApi.example("Workflow").put("registered", false)
                landlord.answers("POST /v1/workflows", 201, unknown)
                val terminal =
                    landlord.run(
                        *"workflow create my-workflow --definition workflow.yaml"
                            .split(" ")
                            .toTypedArray(),
                        directory = folder,
                    )
                terminal.out shouldBe
                    """
                    created workflow my-workflow, service MyWorkflow
                    Restate has not registered it yet; see: landlord workflow show my-workflow

                    """
                        .trimIndent()
                terminal.exit shouldBe 0
            }
        }

        test(
            "execute reads its input from a file, and reports an execution that was started before"
        ) {
            folder.resolve("input.json").writeText("""{"amount": 12345678901234567890.10}""")
            StubLandlord().use { landlord ->
                landlord.answers(
                    "POST /v1/workflows/my-workflow/executions",
                    200,
                    OpenApi.example("ExecutionStartedBefore"),
                )
                val terminal =
                    landlord.run(
                        *"workflow execute my-workflow --input @input.json --name monday"
                            .split(" ")
                            .toTypedArray(),
                        directory = folder,
                    )
                terminal.out shouldBe
                    """
                    started before: my-workflow/monday, inv_1gdJBtdVEcM94PfSXDWkD1Sb2OtbTqUi3J
                    see: landlord workflow status my-workflow monday

                    """
                        .trimIndent()
                landlord.requests shouldContainExactly
                    listOf(
                        "POST /v1/workflows/my-workflow/executions " +
                            """{"execution_name":"monday","input":{"amount":12345678901234567890.10}}"""
                    )
            }
        }

        fun status(example: String): String =
            StubLandlord().use { landlord ->
                landlord.answers(
                    "GET /v1/workflows/my-workflow/executions/monday",
                    200,
                    OpenApi.example(example),
                )
                val terminal = landlord.run("workflow", "status", "my-workflow", "monday")
                terminal.err shouldBe ""
                terminal.exit shouldBe 0
                terminal.out.replace(Regex(" --api-url \\S+"), "")
            }

        test("row 70, row 94: status shows an execution that succeeded") {
            status("SucceededExecution") shouldBe
                """
                workflow   my-workflow
                execution  monday
                id         inv_1gdJBtdVEcM94PfSXDWkD1Sb2OtbTqUi3J
                status     succeeded
                sub-state  succeeded
                phase      completed
                started    2026-11-20 15:03:05
                ended      2026-11-20 15:03:08
                input      {"key":"value"}

                STEP     KIND  STATUS  STARTED              TOOK   ERROR
                reserve  step  done    2026-11-20 15:03:05  12 ms
                greet    step  done    2026-11-20 15:03:06  1.8 s

                succeeded: my-workflow/monday in 3.0 s
                output: {"greeting":"Hello, value!"}

                """
                    .trimIndent()
        }

        test("status shows pending approvals, and the commands that approve them") {
            status("WaitingExecution").lines().takeLast(6) shouldBe
                """
                STEP     KIND      STATUS   STARTED              TOOK   ERROR
                reserve  step      done     2026-11-20 15:03:05  12 ms
                finance  approval  running  2026-11-20 15:03:05
                  waits   for approval finance of 5 seats for acme, requested by bob, until 2026-11-23 15:03:05
                          landlord approvals approve my-workflow monday finance --request 1

                """
                    .trimIndent()
                    .lines()
        }

        test("status shows the steps, the failure and the undo actions of a failed execution") {
            status("FailedExecution").lines().dropWhile { !it.startsWith("STEP") } shouldBe
                """
                STEP     KIND  STATUS  STARTED              TOOK   ERROR
                reserve  step  done    2026-11-20 15:03:05  12 ms
                rent     step  done    2026-11-20 15:03:05  8 ms
                greet    step  failed  2026-11-20 15:03:06  1.8 s  no answer
                return   undo  failed  2026-11-20 15:03:08  5 ms   the door is locked
                release  undo  done    2026-11-20 15:03:09  7 ms

                failed: my-workflow/monday: step "greet" failed: no answer (code 500)
                undone: release
                left: return: the door is locked

                """
                    .trimIndent()
                    .lines()
        }

        test("show prints a workflow with its definition, and hides secrets") {
            StubLandlord().use { landlord ->
                val workflow = OpenApi.example("Workflow")
                workflow
                    .withObject("/definition")
                    .put("api_key", "rk_1")
                    .putArray("notes")
                    .addObject()
                    .put("Password", "p")
                landlord.answers("GET /v1/workflows/my-workflow", 200, workflow)
                landlord.run("workflow", "show", "my-workflow").out shouldBe
                    """
                    workflow      my-workflow
                    name          My workflow
                    description   Greets the person in the input.
                    service       MyWorkflow
                    registered    yes
                    timeout       30m
                    retry policy  {"max_attempts":3,"initial_interval":"1s","max_interval":"1m","backoff_rate":2.0}
                    tags          {"team":"blue"}
                    created       2026-11-20 15:00:00

                    steps:
                    - name: greet
                      run: "echo \"Hello, ${'$'}(cat input.json)\""
                    - name: finance
                      approval:
                        subject: 5 seats for acme
                    api_key: '***'
                    notes:
                    - Password: '***'

                    """
                        .trimIndent()
            }
        }

        test("list and executions print aligned tables with shortened texts") {
            StubLandlord().use { landlord ->
                val workflows = OpenApi.example("Workflows")
                val second = OpenApi.example("Workflow")
                second
                    .put("workflow_id", "tenant-provisioning")
                    .put("service_name", "TenantProvisioning")
                second
                    .put("description", "Long ".repeat(20))
                    .put("registered", false)
                    .put("built_in", true)
                workflows.withArray("workflows").add(second)
                landlord.answers("GET /v1/workflows", 200, workflows)
                landlord.run("workflow", "list").out shouldBe
                    """
                    WORKFLOW             SERVICE             REGISTERED  BUILT IN  DESCRIPTION
                    my-workflow          MyWorkflow          yes         no        Greets the person in the input.
                    tenant-provisioning  TenantProvisioning  not yet     yes       Long Long Long Long Long Long Long Long Long Long Long Long…

                    """
                        .trimIndent()

                landlord.answers(
                    "GET /v1/workflows/my-workflow/executions",
                    200,
                    OpenApi.example("Executions"),
                )
                landlord.run("workflow", "executions", "my-workflow", "--limit", "5").out shouldBe
                    """
                    EXECUTION  STATUS     SUB-STATE  RETRIES  STARTED              TOOK   ERROR
                    monday     succeeded  succeeded  0        2026-11-20 15:03:05  3.0 s

                    """
                        .trimIndent()
                landlord.requests.last() shouldBe "GET /v1/workflows/my-workflow/executions?limit=5"
            }
        }

        test("executions sends the filters, and says that rows follow the page") {
            StubLandlord().use { landlord ->
                landlord.answers(
                    "GET /v1/workflows/my-workflow/executions",
                    200,
                    OpenApi.example("Executions").put("total", 10_000).put("offset", 50),
                )
                val filters =
                    "--status failed,timed_out --sub-state failed --since 2026-11-20T14:03:05+02:00 --limit 1 --offset 50"
                landlord
                    .run(
                        "workflow",
                        "executions",
                        "my-workflow",
                        *filters.split(" ").toTypedArray(),
                    )
                    .out
                    .trimEnd()
                    .lines()
                    .last() shouldBe "1 of 10,000 executions; --offset 51 shows the next"
                landlord.requests shouldContainExactly
                    listOf(
                        "GET /v1/workflows/my-workflow/executions?limit=1&offset=50" +
                            "&status=failed%2Ctimed_out&sub_state=failed&since=2026-11-20T14%3A03%3A05%2B02%3A00"
                    )
            }
        }

        test("list prints a message if there is nothing to list") {
            StubLandlord().use { landlord ->
                landlord.answers(
                    "GET /v1/workflows",
                    200,
                    Json.`object`().apply { putArray("workflows") },
                )
                landlord.run("workflow", "list").out shouldBe "no workflows\n"
                val none = page("executions", total = 0)
                landlord.answers("GET /v1/workflows/my-workflow/executions", 200, none)
                landlord.run("workflow", "executions", "my-workflow").out shouldBe
                    "no executions of my-workflow\n"
                landlord.run("workflow", "executions", "my-workflow", "--since", "1h").out shouldBe
                    "no such executions of my-workflow\n"
            }
        }

        test("row 77: cancel sends the reason, and prints the status command") {
            StubLandlord().use { landlord ->
                val path = "/v1/workflows/my-workflow/executions/monday/cancel"
                landlord.answers("POST $path", 202, OpenApi.example("WaitingExecution"))
                val terminal =
                    landlord.run(
                        "workflow",
                        "cancel",
                        "my-workflow",
                        "monday",
                        "--reason",
                        "a mistake",
                    )
                terminal.out shouldBe
                    """
                    cancelled my-workflow/monday, which now runs its undo actions
                    see: landlord workflow status my-workflow monday --watch

                    """
                        .trimIndent()
                landlord.requests shouldContainExactly
                    listOf("""POST $path {"reason":"a mistake"}""")
            }
        }

        test("delete succeeds if the workflow does not exist") {
            StubLandlord().use { landlord ->
                landlord.answers("DELETE /v1/workflows/my-workflow", 204)
                val terminal = landlord.run("workflow", "delete", "my-workflow")
                terminal.out shouldBe "deleted workflow my-workflow\n"
                terminal.exit shouldBe 0
                landlord.requests shouldContainExactly listOf("DELETE /v1/workflows/my-workflow")
            }
        }
    })
