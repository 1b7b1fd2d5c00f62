package dev.landlord.server.http

import dev.landlord.cli.Terminal
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldEndWith
import io.kotest.matchers.string.shouldStartWith

/** Row 95: `landlord tenant …` and `landlord compute` against a Landlord that is there. */
class CliTenantTest :
    FunSpec({
        val landlord = RunningLandlord.shared

        fun typed(line: String, exit: Int = 0): Terminal =
            landlord.run(*words(line)).also {
                withClue("$line: ${it.err} ${it.out}") {
                    it.exit shouldBe exit
                    if (exit == 0) it.err shouldBe ""
                }
            }

        test("row 95: creates, changes, archives and deletes a tenant with --wait") {
            // What the tenant is and what its workflow does is asked for one after the other.
            typed("tenant create cli-1 --config {delay:100ms} --label team=blue --wait")
                .shown()
                .lines() shouldContainAll
                listOf(
                    "  done    create directory",
                    "  done    create database",
                    "  done    create page",
                    "ready",
                    "ready: cli-1 at http://cli-1.example/",
                )
            typed("tenant set cli-1 --config {size:2} --patch --wait")
                .shown()
                .lines() shouldContainAll
                listOf(
                    "  done    update directory",
                    "  done    update database",
                    "  done    update page",
                    "ready",
                    "ready: cli-1 at http://cli-1.example/",
                )
            landlord.get("/v1/tenants/cli-1").json["desired_config"].toString() shouldBe
                """{"delay":"100ms","size":2}"""
            typed("tenant set cli-1 --label team=red").out shouldStartWith "cli-1 is ready"
            typed("tenant get cli-1").out.let {
                it shouldContain "status            ready\n"
                it shouldContain "labels            {\"team\":\"red\"}\n"
            }
            typed("tenant list --limit 1000").out shouldContain "cli-1 "
            typed("tenant history cli-1").out shouldContain "Tenant update requested"
            typed("tenant archive cli-1 --wait").shown() shouldEndWith "archived: cli-1\n"
            typed("tenant set cli-1 --config {}", exit = 1).err shouldStartWith
                "landlord: Tenant is archived"
            typed("tenant delete cli-1 --wait").out shouldEndWith "deleted: cli-1\n"
            typed("tenant get cli-1", exit = 1).err shouldStartWith
                "landlord: there is no tenant \"cli-1\""
        }

        test("row 95: deletes a ready tenant with --wait") {
            landlord.readyTenant("cli-2", """{"delay":"100ms"}""")
            typed("tenant delete cli-2 --wait").shown().lines() shouldContainAll
                listOf(
                    "  done    remove page",
                    "  done    remove database",
                    "  done    remove directory",
                    "deleted: cli-2",
                )
            landlord.get("/v1/tenants/cli-2").status shouldBe 404
        }

        test("set and delete print every step, also of workflows that end before the first poll") {
            landlord.readyTenant("cli-6", "{}")
            val resources = listOf("directory", "database", "page")
            typed("tenant set cli-6 --config {size:2} --wait").shown().lines() shouldContainAll
                resources.map { "  done    update $it" }
            typed("tenant delete cli-6 --wait").shown().lines() shouldContainAll
                resources.map { "  done    remove $it" }
        }

        test("a failed tenant has exit code 1, a timeout exit code 4") {
            typed(
                    "tenant create cli-3 --config {fail_at:page,fail_for_good:true} --wait",
                    exit = 1,
                )
                .let {
                    it.shown() shouldContain "  FAILED  create page"
                    it.shown() shouldContain "  undone  remove database\n"
                    it.out shouldContain "failed: cli-3: the mock is configured to fail at \"page\""
                }
            typed("tenant create cli-4 --config {delay:30s} --wait --timeout 1s", exit = 4)
                .err shouldBe
                "landlord: tenant cli-4 has not ended within 1.0 s, and goes on; see: landlord tenant get cli-4\n"
        }

        test("a refused request prints the invalid fields and has exit code 1 or 2") {
            landlord.readyTenant("cli-5")
            typed("tenant create cli-5 --config {}", exit = 1).err shouldStartWith
                "landlord: tenant \"cli-5\" exists already"
            typed("tenant create CLI --config {delay:soon}", exit = 2).err.let {
                it shouldContain "desired_config.delay: expected a duration"
                it shouldContain "name: expected 1 to 255 lower-case letters"
            }
        }

        test("row 95: shows the compute providers with their fields") {
            typed("compute").out shouldContain "mock      yes"
            typed("compute --provider mock").out shouldContain "fail_for_good"
            typed("compute --provider moon", exit = 1).err shouldStartWith
                "landlord: unknown compute provider \"moon\""
        }
    })

/** The words of a command line; words with blanks are quoted with `'`. */
internal fun words(line: String): Array<String> =
    Regex("'([^']*)'|\\S+")
        .findAll(line)
        .map { it.groups[1]?.value ?: it.value.replace(Regex(":(?=[^/\\s])"), ": ") }
        .toList()
        .toTypedArray()

/** The output without durations and without lines of started steps. */
internal fun Terminal.shown(): String =
    out.lines()
        .filter { !it.startsWith("  starts  ") && !it.startsWith("  undoes  ") }
        .joinToString("\n") { it.replace(Regex("  +[0-9.]+ m?s(?=$|  )"), "") }
        .replace(Regex("inv_\\w+"), "inv_…")
        .replace(Regex(" in [0-9.]+ m?s\n"), " in …\n")
