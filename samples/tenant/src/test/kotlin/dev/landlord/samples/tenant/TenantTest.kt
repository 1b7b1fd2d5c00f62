package dev.landlord.samples.tenant

import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.devserver.RestateServer
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldMatch
import java.nio.file.Path
import java.time.Duration
import kotlin.io.path.exists
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.writeText

/** The sample, as it is used from a terminal and by a caller. */
class TenantTest :
    FunSpec({
        fun left(root: Path) =
            if (!root.exists()) emptyList()
            else root.listDirectoryEntries().map { it.name }.filter { "registry" !in it }

        /** The names of what was shown, with their marks and without their times. */
        fun shown(out: String): List<String> =
            out.lines()
                .filter { it.startsWith("  ") }
                .map { it.trim().replace(Regex("\\s+(\\d+ ms)?\\s*"), " ").trim() }

        test("provision prints each step and the URL, and remove removes the tenant") {
            val root = tempdir().toPath()
            val provision =
                Terminal("provision", "acme", "--owner", "owner@acme.example", "--root", "$root")
            provision.err shouldBe ""
            provision.exit shouldBe 0
            shown(provision.out) shouldContainExactly InterceptedCloud.STEPS.map { "done $it" }
            provision.out.lines().last { it.isNotEmpty() } shouldMatch
                Regex("ready: http://127\\.0\\.0\\.1:\\d+/ answers 200")

            Terminal("list", "--root", "$root").out shouldContain "owner@acme.example"

            val again =
                Terminal("provision", "acme", "--owner", "other@acme.example", "--root", "$root")
            again.exit shouldBe 1
            again.out shouldContain "failed: tenant \"acme\" exists already"
            Terminal("list", "--root", "$root").out shouldContain "owner@acme.example"

            Terminal("remove", "acme", "--root", "$root").exit shouldBe 0
            left(root).shouldBeEmpty()
            Terminal("list", "--root", "$root").out shouldBe "no tenants in $root\n"
        }

        for ((index, step) in InterceptedCloud.STEPS.withIndex()) {
            test("a failing \"$step\" is retried, then everything is undone in reverse") {
                val root = tempdir().toPath()
                val file = tempdir().toPath().resolve("request.json")
                file.writeText(
                    """{"tenant": "acme", "owner": "owner@acme.example", "plan": "large"}"""
                )
                val run =
                    Terminal("provision", "--file", "$file", "--fail-at", step, "--root", "$root")
                run.exit shouldBe 1
                run.err shouldBe ""
                val undo =
                    listOf("unregister" to 4, "stop page" to 2, "remove directory" to 0)
                        .filter { (_, from) -> index >= from }
                        .map { (name, _) -> "undone $name" }
                shown(run.out).filter { !it.startsWith("retry") } shouldContainExactly
                    InterceptedCloud.STEPS.take(index).map { "done $it" } +
                        "FAILED $step java.io.IOException: failed by --fail-at" +
                        undo
                run.out shouldContain "retry   attempt 2 failed: step \"$step\" failed"
                run.out shouldContain
                    "failed: step \"$step\" failed: java.io.IOException: failed by --fail-at"
                left(root).shouldBeEmpty()
            }
        }

        test("the demo provisions one tenant, rolls back another, and removes both") {
            val root = tempdir().toPath()
            val demo = Terminal("demo", "--java", "--root", "$root")
            demo.err shouldBe ""
            demo.exit shouldBe 0
            demo.out shouldContain "answers 200"
            demo.out shouldContain "undone  remove directory"
            left(root).shouldBeEmpty()
        }

        test(
            "invalid input over HTTP fails with 4xx and the reason, without a retry or an effect"
        ) {
            val root = tempdir().toPath()
            RestateServer.start().use { server ->
                ServeCommand.start(ThisMachine(root), 0, server.adminUrl()).use { service ->
                    service.awaitRegistered(Duration.ofSeconds(20)) shouldBe true
                    fun refused(workflow: String, key: String, json: String, reason: String) {
                        val target = "$workflow/$key/run"
                        val answer = LocalHttp.post(server.ingressUrl().resolve("/$target"), json)
                        answer.statusCode() shouldBe 400
                        ObjectMapper().readTree(answer.body())["message"].asText() shouldContain
                            reason
                        server
                            .admin()
                            .query(
                                "select status, journal_size from sys_invocation where target = '$target'"
                            )
                            .map { it["status"].asText() to it["journal_size"].asInt() } shouldBe
                            listOf("completed" to 2) // what came in and what went out
                    }
                    for (workflow in listOf("ProvisionTenant", "JavaProvisionTenant")) {
                        refused(workflow, "malformed", "{", "found the end of the JSON")
                        refused(
                            workflow,
                            "missing",
                            """{"tenant": "acme"}""",
                            "Field 'owner' is required",
                        )
                        refused(
                            workflow,
                            "type",
                            """{"tenant": "acme", "owner": 7}""",
                            "at path: $.owner",
                        )
                        refused(
                            workflow,
                            "unknown",
                            """{"tenant": "a", "owner": "a@b", "size": 1}""",
                            "unknown key 'size'",
                        )
                        refused(
                            workflow,
                            "value",
                            """{"tenant": "A!", "owner": "a@b"}""",
                            "tenant \"A!\": expected 1 to 40",
                        )
                    }
                    left(root).shouldBeEmpty()
                }
            }
        }
    })
