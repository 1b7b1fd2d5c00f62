package dev.landlord.samples.recipes.database

import dev.landlord.samples.recipes.Restate
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.runWorkflowTest
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.util.UUID
import org.h2.jdbcx.JdbcDataSource

/** On a real database, in memory. */
class TransferMoneyTest :
    FunSpec({
        val rent = Transfer("ada", "bob", 30)

        // region: once
        test("a crash between the write and its result does not repeat the write") {
            val bank = Bank("ada" to 100, "bob" to 0)
            runWorkflowTest(TransferMoney(bank.accounts).workflow) {
                crashDuring("transfer")
                start(rent)
                expectResult(Unit)
            }
            bank.attempts shouldBe 2
            bank.balance("ada") shouldBe 70
            bank.balance("bob") shouldBe 30
        }
        // endregion

        test("rolls back a failed transaction with its key, and retries it") {
            val bank = Bank("ada" to 100)
            runWorkflowTest(TransferMoney(bank.accounts).workflow) {
                start(rent)
                expectFailure("cannot move 30 from ada", code = 409)
            }
            bank.balance("ada") shouldBe 100
            bank.written() shouldBe 0
        }

        test("refuses a transfer without funds") {
            val bank = Bank("ada" to 29, "bob" to 0)
            runWorkflowTest(TransferMoney(bank.accounts).workflow) {
                start(rent)
                expectFailure("cannot move 30 from ada", code = 409)
            }
            bank.balance("bob") shouldBe 0
        }

        test("different keys are different transfers") {
            val bank = Bank("ada" to 100, "bob" to 0)
            for (key in listOf("may", "june")) {
                runWorkflowTest(TransferMoney(bank.accounts).workflow, key) { start(rent) }
            }
            bank.balance("bob") shouldBe 60
            bank.written() shouldBe 2
        }

        test("is deterministic on replay") {
            val bank = Bank("ada" to 100_000, "bob" to 0)
            checkReplayDeterminism(listOf(rent, rent.copy(amount = 0))) {
                TransferMoney(bank.accounts).workflow
            }
        }

        test("on a real server, retries a lost attempt without a repeated write") {
            val bank = Bank("ada" to 100, "bob" to 0, losesTheFirst = true)
            Restate.serving(TransferMoneyService(TransferMoney(bank.accounts))) {
                val json = """{"from": "ada", "to": "bob", "amount": 30}"""
                post("/TransferMoney/rent-1/run", json).statusCode() shouldBe 200
            }
            bank.attempts shouldBe 2
            bank.balance("bob") shouldBe 30
        }
    })

/** Accounts in a new database; if it [losesTheFirst], the answer to the first write is lost. */
private class Bank(vararg balances: Pair<String, Int>, losesTheFirst: Boolean = false) {
    private val database =
        JdbcDataSource().apply { setUrl("jdbc:h2:mem:${UUID.randomUUID()};DB_CLOSE_DELAY=-1") }

    var attempts = 0

    val accounts =
        object : Accounts(database) {
            override fun transfer(key: String, from: String, to: String, amount: Int): Boolean {
                val moved = super.transfer(key, from, to, amount)
                if (++attempts == 1 && losesTheFirst) error("the connection is lost")
                return moved
            }
        }

    init {
        accounts.create()
        for ((name, balance) in balances) {
            sql("insert into account values ('$name', $balance)")
        }
    }

    fun balance(name: String): Int = query("select balance from account where name = '$name'")

    fun written(): Int = query("select count(*) from written")

    private fun sql(update: String) {
        database.connection.use { it.createStatement().executeUpdate(update) }
    }

    private fun query(sql: String): Int =
        database.connection.use { connection ->
            connection.createStatement().executeQuery(sql).use {
                it.next()
                it.getInt(1)
            }
        }
}
