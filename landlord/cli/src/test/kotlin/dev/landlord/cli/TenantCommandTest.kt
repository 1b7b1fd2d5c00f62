package dev.landlord.cli

import com.fasterxml.jackson.databind.node.ObjectNode
import dev.landlord.api.OpenApi
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.io.path.writeText

/** Row 95: the requests and the output of `landlord tenant`. */
class TenantCommandTest :
    FunSpec({
        val folder = tempdir().toPath()
        folder.resolve("acme.yaml").writeText("plan: small\n")
        folder.resolve("acme.json").writeText("""{"plan": "small"}""")

        test(
            "row 95: create reads the configuration as JSON or YAML, inline, from a path or from a file URL"
        ) {
            val file = folder.resolve("acme.yaml")
            val forms =
                listOf(
                    """{"plan": "small"}""",
                    "{plan: small}",
                    "plan: small",
                    "plan:\n  small\n",
                    "acme.yaml",
                    "acme.json",
                    "$file",
                    "${file.toUri()}",
                )
            for (form in forms) {
                withClue(form) {
                    StubLandlord().use { landlord ->
                        landlord.answers(
                            "POST /v1/tenants",
                            201,
                            OpenApi.example("RequestedTenant"),
                        )
                        val terminal =
                            landlord.run(
                                "tenant",
                                "create",
                                "acme",
                                "--config",
                                form,
                                directory = folder,
                            )
                        terminal.err shouldBe ""
                        terminal.out shouldBe "acme is requested\nsee: landlord tenant get acme\n"
                        terminal.exit shouldBe 0
                        landlord.requests shouldContainExactly
                            listOf(
                                """POST /v1/tenants {"name":"acme","desired_config":{"plan":"small"}}"""
                            )
                    }
                }
            }
        }

        test("create sends all options of a tenant") {
            StubLandlord().use { landlord ->
                landlord.answers("POST /v1/tenants", 201, OpenApi.example("RequestedTenant"))
                landlord.run(
                    *"tenant create --tenant-name acme --config {} --compute-provider local"
                        .split(" ")
                        .toTypedArray(),
                    *"--label team=blue --label tier=1 --annotation ticket=OPS-17"
                        .split(" ")
                        .toTypedArray(),
                    "--display-name",
                    "Acme Inc.",
                )
                landlord.requests shouldContainExactly
                    listOf(
                        """POST /v1/tenants {"name":"acme","desired_config":{},"compute_provider":"local",""" +
                            """"display_name":"Acme Inc.","labels":{"team":"blue","tier":"1"},"annotations":{"ticket":"OPS-17"}}"""
                    )
            }
        }

        test("row 95: identifies a tenant by an argument, by --tenant-name or by --tenant-id") {
            val id = "5b0f6b5e-6f0c-4a53-9f0e-2d5f4f3a6c11"
            StubLandlord().use { landlord ->
                landlord.answers("GET /v1/tenants/acme", 200, OpenApi.example("ReadyTenant"))
                landlord.answers("GET /v1/tenants/$id", 200, OpenApi.example("ReadyTenant"))
                val shown =
                    """
                    tenant            acme
                    id                $id
                    status            ready
                    url               http://127.0.0.1:40123/
                    compute provider  local
                    desired config    {"plan":"small"}
                    observed config   {"plan":"small"}
                    labels            {"team":"blue"}
                    annotations       {"ticket":"OPS-17"}
                    workflow          tenant-provisioning
                    execution         tenant-acme-provision-1
                    sub-state         succeeded
                    retries           0
                    version           4
                    generation        1
                    created           2026-11-20 15:03:05
                    updated           2026-11-20 15:03:09

                    """
                        .trimIndent()
                landlord.run("tenant", "get", "acme").out shouldBe shown
                landlord.run("tenant", "get", "--tenant-name", "acme").out shouldBe shown
                landlord.run("tenant", "get", "--tenant-id", id).out shouldBe shown
                landlord.requests shouldContainExactly
                    listOf("GET /v1/tenants/acme", "GET /v1/tenants/acme", "GET /v1/tenants/$id")
            }
        }

        test("row 86, row 95: list sends the filters") {
            StubLandlord().use { landlord ->
                val tenants = OpenApi.example("Tenants")
                tenants.withArray("tenants").add(OpenApi.example("FailedTenant"))
                tenants.at("/tenants/0").let { it as ObjectNode }.put("display_name", "Acme Inc.")
                landlord.answers("GET /v1/tenants", 200, tenants.put("total", 1234))
                landlord.run("tenant", "list").out shouldBe
                    """
                    TENANT  DISPLAY NAME  STATUS  PROVIDER  SUB-STATE  RETRIES  URL                      UPDATED              ERROR
                    acme    Acme Inc.     ready   local     succeeded  0        http://127.0.0.1:40123/  2026-11-20 15:03:09
                    globex                failed  local     failed     3                                 2026-11-20 15:05:12  step "start page" failed: no room for a huge page
                    2 of 1,234 tenants; --offset 2 shows the next

                    """
                        .trimIndent()
                val filters =
                    "--include-deleted --sub-state backing-off --with-error --min-retries 3 --limit 2 --offset 4 " +
                        "--status ready,failed --label team=blue --label tier --since 24h"
                landlord.run("tenant", "list", *filters.split(" ").toTypedArray()).exit shouldBe 0
                landlord.requests shouldContainExactly
                    listOf(
                        "GET /v1/tenants",
                        "GET /v1/tenants?limit=2&offset=4&status=ready%2Cfailed&label=team%3Dblue&label=tier" +
                            "&since=24h&include_deleted=true&workflow_sub_state=backing-off" +
                            "&has_workflow_error=true&min_retry_count=3",
                    )
            }
        }

        test("list prints a message if there are no tenants") {
            StubLandlord().use { landlord ->
                landlord.answers("GET /v1/tenants", 200, page("tenants", total = 0))
                landlord.run("tenant", "list").out shouldBe "no tenants\n"
            }
        }

        test("list says whether rows follow the page") {
            val last = OpenApi.example("Tenants").put("total", 5).put("offset", 4)
            StubLandlord().use { landlord ->
                landlord.answers("GET /v1/tenants", 200, last)
                landlord.answers("GET /v1/tenants", 200, last.deepCopy().put("offset", 3))
                landlord.answers("GET /v1/tenants", 200, page("tenants", total = 5, offset = 9))
                fun rest() = landlord.run("tenant", "list").out.lines().filter { " of " in it }
                rest() shouldBe listOf()
                rest() shouldBe listOf("1 of 5 tenants; --offset 4 shows the next")
                rest() shouldBe listOf("none of 5 tenants at --offset 9")
            }
        }

        test("label sets and removes labels, and keeps the others") {
            StubLandlord().use { landlord ->
                val tenant = OpenApi.example("ReadyTenant")
                tenant.putObject("labels").put("team", "blue").put("note", "a=b")
                landlord.answers("PATCH /v1/tenants/acme", 200, tenant)
                landlord.answers(
                    "PATCH /v1/tenants/acme",
                    200,
                    tenant.deepCopy().apply { putObject("labels") },
                )
                val labelled = landlord.run("tenant", "label", "acme", "note=a=b", "x=", "tier-")
                labelled.err shouldBe ""
                labelled.out shouldBe "acme has the labels team=blue, note=a=b\n"
                labelled.exit shouldBe 0
                landlord.run("tenant", "label", "acme", "team-").out shouldBe "acme has no labels\n"
                landlord.requests shouldContainExactly
                    listOf(
                        """PATCH /v1/tenants/acme {"labels":{"note":"a=b","x":"","tier":null}}""",
                        """PATCH /v1/tenants/acme {"labels":{"team":null}}""",
                    )
            }
        }

        test("label refuses what neither sets nor removes a label, and sends nothing") {
            val refused =
                mapOf(
                    "team" to "\"team\": expected KEY=VALUE to set a label, or KEY- to remove one",
                    "=blue" to
                        "\"=blue\": expected KEY=VALUE to set a label, or KEY- to remove one",
                    "tier-" to "\"tier-\": the label tier is given twice; give it once",
                )
            StubLandlord().use { landlord ->
                for ((change, error) in refused) {
                    withClue(change) {
                        val terminal = landlord.run("tenant", "label", "acme", "tier=1", change)
                        terminal.err shouldContain error
                        terminal.exit shouldBe 2
                    }
                }
                landlord.requests shouldContainExactly listOf()
            }
        }

        test("rename changes the display name, and an empty one removes it") {
            StubLandlord().use { landlord ->
                val tenant = OpenApi.example("ReadyTenant")
                val named = tenant.deepCopy().put("display_name", "Acme Inc.")
                landlord.answers("PATCH /v1/tenants/acme", 200, named)
                landlord.answers("PATCH /v1/tenants/acme", 200, tenant)
                landlord.run("tenant", "rename", "acme", "Acme Inc.").out shouldBe
                    "acme has the display name Acme Inc.\n"
                landlord.run("tenant", "rename", "acme", "").out shouldBe
                    "acme has no display name\n"
                landlord.requests shouldContainExactly
                    listOf(
                        """PATCH /v1/tenants/acme {"display_name":"Acme Inc."}""",
                        """PATCH /v1/tenants/acme {"display_name":null}""",
                    )
            }
        }

        test("row 83: history lists all transitions") {
            StubLandlord().use { landlord ->
                landlord.answers(
                    "GET /v1/tenants/acme/transitions",
                    200,
                    OpenApi.example("Transitions"),
                )
                landlord.run("tenant", "history", "acme").out shouldBe
                    """
                    AT                   FROM          TO            BY          REASON
                    2026-11-20 15:03:05                requested     api         Tenant requested
                    2026-11-20 15:03:06  requested     provisioning  controller  Workflow started
                    2026-11-20 15:03:09  provisioning  ready         controller  Workflow succeeded

                    """
                        .trimIndent()
            }
        }

        test("row 95: set replaces, and merges with --patch") {
            StubLandlord().use { landlord ->
                landlord.answers("PUT /v1/tenants/acme", 202, OpenApi.example("UpdatingTenant"))
                landlord.answers("PATCH /v1/tenants/acme", 200, OpenApi.example("ReadyTenant"))
                landlord.run("tenant", "set", "acme", "--config", "plan: large").out shouldBe
                    "acme is updating\nsee: landlord tenant get acme\n"
                landlord
                    .run(
                        "tenant",
                        "set",
                        "acme",
                        "--config",
                        "owner: null",
                        "--patch",
                        "--label",
                        "a=b",
                    )
                    .out shouldBe "acme is ready\n"
                landlord.requests shouldContainExactly
                    listOf(
                        """PUT /v1/tenants/acme {"desired_config":{"plan":"large"}}""",
                        """PATCH /v1/tenants/acme {"desired_config":{"owner":null},"labels":{"a":"b"}}""",
                    )
            }
        }

        test("row 81, row 95: archive and delete") {
            StubLandlord().use { landlord ->
                val archiving = OpenApi.example("UpdatingTenant").put("status", "archiving")
                landlord.answers("POST /v1/tenants/acme/archive", 202, archiving)
                landlord.answers("DELETE /v1/tenants/acme", 202, archiving)
                val expected = "acme is archiving\nsee: landlord tenant get acme\n"
                landlord.run("tenant", "archive", "--tenant-name", "acme").out shouldBe expected
                landlord.run("tenant", "delete", "acme").out shouldBe expected
                landlord.requests shouldContainExactly
                    listOf("POST /v1/tenants/acme/archive", "DELETE /v1/tenants/acme")
            }
        }

        test("row 95: compute lists the providers and their fields") {
            StubLandlord().use { landlord ->
                landlord.answers(
                    "GET /v1/compute-providers",
                    200,
                    OpenApi.example("ComputeProviders"),
                )
                landlord.answers(
                    "GET /v1/compute-providers/local",
                    200,
                    OpenApi.example("ComputeProvider"),
                )
                landlord.run("compute").out shouldBe
                    """
                    PROVIDER  DEFAULT  DESCRIPTION
                    local     yes      Tenants as pages on this machine.

                    """
                        .trimIndent()
                landlord.run("compute", "--provider", "local").out shouldBe
                    """
                    provider     local
                    default      yes
                    description  Tenants as pages on this machine.

                    FIELD  TYPE    REQUIRED  DEFAULT  DESCRIPTION
                    plan   string  no        small    How big: small, medium or large.
                    owner  string  yes                The mail address of whom it belongs to.

                    """
                        .trimIndent()
            }
        }
    })
