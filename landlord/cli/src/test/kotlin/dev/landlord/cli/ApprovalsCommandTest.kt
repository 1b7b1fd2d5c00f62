package dev.landlord.cli

import dev.landlord.api.OpenApi
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe

/** The requests and the output of `landlord approvals`. */
class ApprovalsCommandTest :
    FunSpec({
        val path = "/v1/approvals/my-workflow/monday/finance"

        test("list shows pending approvals") {
            StubLandlord().use { landlord ->
                landlord.answers("GET /v1/approvals", 200, OpenApi.example("Approvals"))
                landlord.run("approvals", "list").out shouldBe
                    """
                    WORKFLOW     EXECUTION  APPROVAL  REQUEST  SUBJECT           REQUESTED BY  SINCE                UNTIL
                    my-workflow  monday     finance   1        5 seats for acme  bob           2026-11-20 15:03:05  2026-11-23 15:03:05

                    """
                        .trimIndent()
            }
        }

        test("list prints a message if there are no pending approvals") {
            StubLandlord().use { landlord ->
                landlord.answers("GET /v1/approvals", 200, page("approvals", total = 0))
                landlord.run("approvals", "list").out shouldBe "no request waits for a decision\n"
                landlord.run("approvals", "list", "--since", "1h").out shouldBe
                    "no such request waits for a decision\n"
            }
        }

        test("list sends the filters, and says that rows follow the page") {
            StubLandlord().use { landlord ->
                landlord.answers(
                    "GET /v1/approvals",
                    200,
                    OpenApi.example("Approvals").put("total", 3),
                )
                val filters =
                    "--workflow my-workflow --label team=blue --label tier --since 7d --limit 1"
                landlord
                    .run("approvals", "list", *filters.split(" ").toTypedArray())
                    .out
                    .trimEnd()
                    .lines()
                    .last() shouldBe "1 of 3 requests; --offset 1 shows the next"
                landlord.requests shouldContainExactly
                    listOf(
                        "GET /v1/approvals?limit=1&workflow_id=my-workflow&label=team%3Dblue&label=tier&since=7d"
                    )
            }
        }

        test("a decision names no actor: that is the user of the API key") {
            StubLandlord().use { landlord ->
                landlord.answers("POST $path/approve", 200, OpenApi.example("DecidedApproval"))
                val terminal =
                    landlord.run("approvals", "approve", "my-workflow", "monday", "finance")
                terminal.out shouldBe
                    "approved finance, request 1 of my-workflow/monday, by alice at 2026-11-20 15:05:00\n"
                terminal.exit shouldBe 0
                landlord.requests shouldContainExactly listOf("""POST $path/approve {}""")
            }
        }

        test("approve sends all options") {
            StubLandlord().use { landlord ->
                landlord.answers("POST $path/approve", 403, OpenApi.example("NotAllowed"))
                val terminal =
                    landlord.run(
                        *"approvals approve my-workflow monday finance".split(" ").toTypedArray(),
                        *arrayOf(
                            "--value",
                            """{"seats": 5}""",
                            "--reason",
                            "in budget",
                            "--request",
                            "2",
                        ),
                    )
                terminal.exit shouldBe 1
                landlord.requests shouldContainExactly
                    listOf(
                        """POST $path/approve {"value":{"seats":5},"reason":"in budget","request":2}"""
                    )
            }
        }

        test("reject sends the reason") {
            StubLandlord().use { landlord ->
                val rejected = OpenApi.example("DecidedApproval").put("outcome", "rejected")
                landlord.answers("POST $path/reject", 200, rejected)
                val terminal =
                    landlord.run(
                        "approvals",
                        "reject",
                        "my-workflow",
                        "monday",
                        "finance",
                        "--reason",
                        "too much",
                    )
                terminal.out shouldBe
                    "rejected finance, request 1 of my-workflow/monday, by alice at 2026-11-20 15:05:00\n"
                landlord.requests shouldContainExactly
                    listOf("""POST $path/reject {"reason":"too much"}""")
            }
        }
    })
