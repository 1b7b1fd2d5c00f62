package dev.landlord.cli

import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.api.OpenApi
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith

class AuditCommandTest :
    FunSpec({
        val page = OpenApi.example("AuditPage")

        test("the list shows who did what to which object, and the result") {
            StubLandlord().use { landlord ->
                landlord.answers("GET /v1/audit", 200, page)
                val shown = landlord.run("audit", "list").also { it.exit shouldBe 0 }.out.lines()
                shown[0] shouldStartWith "AT"
                shown[1] shouldContain
                    Regex(
                        "bob +10\\.0\\.0\\.7 +approval\\.approve +approval/my-workflow/monday/finance +approved"
                    )
                shown[2] shouldContain Regex("landlord +tenant\\.transition +tenant/acme +ready")
                shown[3] shouldBe "2 of 17 entries; --offset 2 shows the next"
            }
        }

        test(
            "a refused request shows its status and code, and an interrupted one that it is unknown"
        ) {
            val entries = ObjectMapper().createArrayNode()
            entries.addObject().apply {
                put("id", "1").put("at", "2026-11-20T14:05:00Z").put("actor", "eve")
                put("action", "tenant.delete").put("target", "tenant/acme")
                put("completed_at", "2026-11-20T14:05:00Z")
                    .put("status", 403)
                    .put("code", "forbidden")
            }
            entries.addObject().apply {
                put("id", "2").put("at", "2026-11-20T14:05:00Z").put("actor", "ada")
                put("action", "tenant.delete").put("target", "tenant/acme")
            }
            val two =
                ObjectMapper().createObjectNode().put("total", 2).put("limit", 50).put("offset", 0)
            two.set<com.fasterxml.jackson.databind.JsonNode>("entries", entries)
            StubLandlord().use { landlord ->
                landlord.answers("GET /v1/audit", 200, two)
                val shown = landlord.run("audit", "list").out.lines()
                shown[1] shouldContain "403 forbidden"
                shown[2] shouldContain "unknown"
            }
        }

        test("every filter is passed on") {
            StubLandlord().use { landlord ->
                landlord.answers("GET /v1/audit", 200, page)
                val line =
                    "audit list --actor bob --action approval --target tenant/acme" +
                        " --since 2026-11-20T00:00:00Z --until 2026-11-21T00:00:00Z --limit 2 --offset 4"
                landlord.run(*line.split(" ").toTypedArray()).exit shouldBe 0
                landlord.requests shouldContainExactly
                    listOf(
                        "GET /v1/audit?actor=bob&action=approval&target=tenant%2Facme" +
                            "&since=2026-11-20T00%3A00%3A00Z&until=2026-11-21T00%3A00%3A00Z&limit=2&offset=4"
                    )
            }
        }

        test("the export prints each line as Landlord sends it") {
            StubLandlord().use { landlord ->
                landlord.answersLines("GET /v1/audit/export", """{"id":"1"}""", """{"id":"2"}""")
                landlord.run("audit", "export").let {
                    it.exit shouldBe 0
                    it.out shouldBe "{\"id\":\"1\"}\n{\"id\":\"2\"}\n"
                }
            }
        }

        test("an export that is refused prints no line, and exits with 2") {
            StubLandlord().use { landlord ->
                landlord.answers(
                    "GET /v1/audit/export",
                    422,
                    OpenApi.example("InvalidRequest"),
                )
                landlord.run("audit", "export", "--since", "yesterday").let {
                    it.exit shouldBe 2
                    it.out.lines().filter(String::isNotBlank).shouldBeEmpty()
                }
            }
        }
    })
