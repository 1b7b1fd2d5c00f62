package dev.landlord.server.http

import dev.landlord.cli.Terminal
import dev.landlord.devserver.RestateServer
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldEndWith
import io.kotest.matchers.string.shouldStartWith
import kotlin.io.path.writeText

/** Row 94: `landlord workflow …` and `landlord approvals …` against a Landlord that is there. */
class CliWorkflowTest :
    FunSpec({
        val landlord = RunningLandlord.shared
        val folder = tempdir().toPath()
        folder
            .resolve("hello.yaml")
            .writeText(
                "workflows:\n  - id: hello-world\n    definition: echo \"Hello, Restate!\"\n"
            )
        folder
            .resolve("buy.yaml")
            .writeText(
                "steps:\n  - {name: reserve, run: 'true', undo: 'true'}\n" +
                    "  - {name: buy, approval: {subject: two machines}}\n"
            )
        folder.resolve("fails.yaml").writeText("steps: [{name: load, run: 'echo no >&2; exit 65'}]")
        folder.resolve("wrong.yaml").writeText("steps:\n  - name: a\n    rnu: b\n")

        fun typed(line: String, exit: Int = 0): Terminal =
            landlord.run(*words(line), directory = folder).also {
                withClue("$line: ${it.err} ${it.out}") {
                    it.exit shouldBe exit
                    if (exit == 0) it.err shouldBe ""
                }
            }

        test("rows 51 and 94: the commands of the quick start work") {
            typed("workflow create my-workflow --definition hello.yaml").out shouldBe
                "created workflow my-workflow, service MyWorkflow\n"
            typed("workflow create my-workflow --definition hello.yaml").out shouldBe
                "already exists unchanged: workflow my-workflow, service MyWorkflow\n"
            typed(
                    """workflow execute my-workflow --input '{"key": "value"}' --name monday --wait"""
                )
                .shown() shouldBe
                """
                started my-workflow/monday, inv_…
                  done    my-workflow
                succeeded: my-workflow/monday in …
                output: {"steps":{"my-workflow":"Hello, Restate!"}}

                """
                    .trimIndent()
            typed("workflow execute my-workflow --input 1 --name monday").shown() shouldBe
                """
                started before: my-workflow/monday, inv_…
                see: landlord workflow status my-workflow monday

                """
                    .trimIndent()
            typed("workflow status my-workflow").out shouldContain "succeeded"
            typed("workflow executions my-workflow").out shouldContain "monday"
            typed("workflow show my-workflow").out shouldContain "MyWorkflow"
            typed("workflow list").out shouldContain "tenant-provisioning"
            typed("workflow delete my-workflow").out shouldBe "deleted workflow my-workflow\n"
            typed("workflow delete my-workflow").out shouldBe "deleted workflow my-workflow\n"
            typed("workflow show my-workflow", exit = 1).err shouldStartWith
                "landlord: there is no workflow \"my-workflow\""
            typed("workflow status my-workflow").out shouldContain "succeeded"
            typed("workflow delete tenant-update", exit = 1).err shouldStartWith
                "landlord: \"tenant-update\" is a built-in workflow"
        }

        test("a failed execution prints its failure and has exit code 1") {
            typed("workflow create cli-fails --definition fails.yaml")
            typed("workflow execute cli-fails --input {} --name one --wait", exit = 1).shown().let {
                it shouldContain "  FAILED  load"
                it shouldEndWith
                    "failed: cli-fails/one: step \"load\" failed: exit code 65: no (code 400)\n"
            }
        }

        test("an invalid definition prints the field and has exit code 2") {
            typed("workflow create cli-wrong --definition wrong.yaml", exit = 2).err shouldContain
                "definition.steps[0]: expected one of run, sleep, approval and callback, found rnu"
        }

        test("lists, approves, rejects and cancels executions that wait for people") {
            typed("workflow create cli-buy --definition buy.yaml").out shouldBe
                "created workflow cli-buy, service CliBuy\n"
            for (name in listOf("yes", "no", "stop")) {
                typed("workflow execute cli-buy --input {} --name $name")
                landlord.untilExecution("cli-buy", name) { it["pending_approvals"].size() == 1 }
            }
            typed("approvals list").out.let {
                for (name in listOf("yes", "no", "stop")) {
                    Regex("cli-buy +$name +buy +1 +two machines").containsMatchIn(it) shouldBe true
                }
            }
            typed("approvals approve cli-buy yes buy --reason cheap").out shouldStartWith
                "approved buy, request 1 of cli-buy/yes, by alice at "
            typed("approvals approve cli-buy yes buy --reason cheap").exit shouldBe 0
            typed("approvals reject cli-buy yes buy", exit = 1).err shouldStartWith
                "landlord: buy was approved by alice at "
            landlord.untilExecution("cli-buy", "yes") { it["status"].asText() == "succeeded" }

            typed("approvals reject cli-buy no buy --reason 'too dear'").out shouldStartWith
                "rejected buy, request 1 of cli-buy/no, by alice at "
            typed("workflow status cli-buy no --watch", exit = 1).shown() shouldContain
                "failed: cli-buy/no: buy was rejected by alice: too dear (code 409)\nundone: reserve\n"

            typed("workflow cancel cli-buy stop --reason enough").out shouldStartWith
                "cancelled cli-buy/stop, which now runs its undo actions\n"
            typed("workflow status cli-buy stop --watch", exit = 1).shown() shouldContain
                "cancelled: cli-buy/stop: cancelled (code 409)\nundone: reserve\n"
            typed("approvals approve cli-buy unknown buy", exit = 1)
        }

        test("an unreachable Restate or Landlord has exit code 3") {
            RestateServer.start().use { restate ->
                restate.kill()
                RunningLandlord(restate).use { away ->
                    away.run("tenant", "create", "acme", "--config", "{}").let {
                        it.exit shouldBe 3
                        it.err shouldStartWith
                            "landlord: failed to connect to restate server: Restate does not answer at ${restate.adminUrl()}: "
                    }
                    away.run("tenant", "list").exit shouldBe 3
                }
            }
        }
    })
