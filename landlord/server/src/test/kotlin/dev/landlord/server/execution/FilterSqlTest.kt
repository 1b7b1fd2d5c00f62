package dev.landlord.server.execution

import dev.landlord.devserver.RestateServer
import dev.landlord.server.auth.Authentication
import dev.landlord.server.restate.RestateApi
import dev.landlord.server.restate.RestateHttp
import dev.landlord.server.restate.Sql
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.time.Duration
import java.time.Instant
import java.util.Optional

/** The SQL of filters computes what [StatusMapping] computes. */
class FilterSqlTest :
    FunSpec({
        val server = RestateServer.start()
        val restate =
            RestateApi(
                RestateHttp(Authentication.NONE),
                server.ingressUrl(),
                server.adminUrl(),
                Duration.ofSeconds(20),
            )
        afterSpec { server.close() }

        class Row(val status: String, val result: String?, val failure: String?)

        fun text(value: String?) = value?.let(Sql::text) ?: "cast(null as varchar)"

        /** The value of the expression in a table with this row. */
        fun Row.evaluate(expression: String): String {
            val values = "'inv_1', ${text(status)}, ${text(result)}, ${text(failure)}"
            return restate
                .query(
                    "select $expression as found from (values ($values))" +
                        " t(id, status, completion_result, completion_failure)"
                )
                .single()["found"]
                .asText()
        }

        val failures =
            listOf(
                "[409] cancelled",
                "[409 Conflict] cancelled",
                "[409] cancelled; not undone: \"drop\" (no)",
                "[409] killed",
                "[409] cancelled by the bank",
                "[409] not cancelled",
                "[409] x] cancelled",
                "[500] cancelled",
                "[504] the block of withTimeout took longer than 1s",
                "[504 Gateway Timeout] late\nand later; not undone: \"drop\" (no)",
                "[500 Internal] no memory; it was [504] before",
                "without a code",
                "it's [504] quoted",
            )
        val rows =
            listOf(
                    "running",
                    "suspended",
                    "ready",
                    "pending",
                    "scheduled",
                    "backing-off",
                    "paused",
                    "levitating",
                )
                .map { Row(it, null, null) } +
                Row("completed", "success", null) +
                Row("completed", null, null) +
                failures.map { Row("completed", "failure", it) }

        test("every row has the status and the sub-state of the mapping") {
            for (row in rows) {
                withClue("${row.status} ${row.result} ${row.failure}") {
                    val mapped =
                        StatusMapping.of(
                            row.status,
                            row.result,
                            row.failure?.let(ExecutionError::parse),
                        )
                    row.evaluate(FilterSql.STATUS) shouldBe mapped.status().word()
                    row.evaluate(FilterSql.subState(listOf())) shouldBe mapped.subState().word()
                }
            }
        }

        test("of the running rows only, those that only wait have the sub-state waiting") {
            for (row in rows) {
                val without = row.evaluate(FilterSql.subState(listOf()))
                row.evaluate(FilterSql.subState(listOf("inv_2", "inv_1"))) shouldBe
                    if (without == "running") "waiting" else without
            }
        }

        test("selects rows by any time, also far away") {
            for (time in
                listOf(
                    "1970-01-01T00:00:00Z",
                    "2026-11-20T14:03:05.123Z",
                    "9999-12-31T23:59:59Z",
                )) {
                val since = Optional.of(Instant.parse(time))
                val condition =
                    FilterSql.condition(ExecutionFilter(setOf(), setOf(), since), listOf())
                restate
                    .query("select count(*) as total from sys_invocation where true$condition")
                    .single()["total"]
                    .asInt() shouldBe 0
            }
        }

        test("a filter that selects everything has no condition") {
            val everything =
                ExecutionFilter(
                    ExecutionStatus.entries.toSet(),
                    SubState.entries.toSet(),
                    Optional.empty(),
                )
            for (filter in listOf(ExecutionFilter.none(), everything)) {
                FilterSql.condition(filter, listOf()) shouldBe ""
                filter.needsJournals() shouldBe false
            }
        }
    })
