package dev.landlord.samples.approvals

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainInOrder
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.io.PrintWriter
import java.io.StringWriter

/** The sample, as somebody plays it at a terminal. */
class PlayTest :
    FunSpec({
        test(
            "an expensive purchase: refuses the requester as the approver, accepts a manager and finance"
        ) {
            val game =
                Game("help", "approve bob", "approve alice all broken", "approve dora 4711 fits")
            game.out.lines() shouldContainInOrder
                listOf(
                    "bob asks for 12 chairs for 1450; `help` lists the actions of people.",
                    "  refused, 403: bob requested manager, and therefore cannot decide on it",
                    "  accepted: manager APPROVED by alice",
                    "  accepted: finance APPROVED by dora",
                )
            // The run goes on before its caller has the answer.
            game.out.lines() shouldContain "  ordered: 12 chairs for 1450"
            game.out shouldContain """"paidBy":{"account":"4711"}}"""
            game.exit shouldBe 0
        }

        test("a cheap purchase needs no finance; a later decision is refused") {
            val game = Game("approve alice", arguments = listOf("--amount", "20"))
            game.out shouldContain """"paidBy":{"account":"petty cash"}}"""
            game.exit shouldBe 0
        }

        test("a rejection by finance releases the reservation") {
            // `curl dora` waits until dora got her mail.
            val game = Game("approve alice", "curl dora", "status", "reject dora no money")
            game.out shouldContain "  the reservation is released: 12 chairs for 1450"
            // Fault 4: without the type and the values of the failure.
            game.out.lines() shouldContain "not bought, 409: finance was rejected by dora: no money"
            game.out shouldContain "\"waiting for finance\""
            game.out shouldContain "/approveFinance --json '{\"actor\":\"dora\",\"token\":\"game."
            game.exit shouldBe 1
        }

        test("sends reminders, then fails at the deadline") {
            val game = Game(arguments = listOf("--within", "PT3S", "--remind", "PT1S"))
            game.out shouldContain "  mail to alice: REMINDER: please decide on 12 chairs for 1450"
            game.out shouldContain "not bought, 409: nobody decided on manager in time"
            game.exit shouldBe 1
        }

        test("prints invalid input in one line") {
            val game = Game(arguments = listOf("--amount", "0"))
            game.err shouldBe "approvals: amount: expected 1 or more, found 0\n"
            game.exit shouldBe 2
            Game(arguments = listOf("--within", "10s")).err shouldContain
                "expected a duration such as PT10S or PT5M, found 10s"
            Game("applaud", "approve eve", "quit").out.let {
                it shouldContain "  applaud: expected approve, reject, curl, status, help or quit"
                it shouldContain "  approve eve: expected a person who got a mail"
            }
        }
    })

/** What somebody sees who plays with these [lines]. */
private class Game(vararg lines: String, arguments: List<String> = emptyList()) {
    private val printed = StringWriter()
    private val complained = StringWriter()

    val exit: Int =
        PlayCommand.commandLine(lines.joinToString("") { "$it\n" }.byteInputStream())
            .setOut(PrintWriter(printed, true))
            .setErr(PrintWriter(complained, true))
            .execute(*arguments.toTypedArray())

    val out: String = "$printed"
    val err: String = "$complained"
}
