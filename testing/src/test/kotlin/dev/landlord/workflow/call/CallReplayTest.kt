package dev.landlord.workflow.call

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.call
import dev.landlord.workflow.compensateWith
import dev.landlord.workflow.contract.Errands
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.race
import dev.landlord.workflow.send
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.comparison
import dev.landlord.workflow.testing.http.post
import dev.landlord.workflow.testing.journal.JournalFile
import dev.landlord.workflow.testing.journal.JournalImport
import dev.landlord.workflow.testing.replay.Replay
import dev.landlord.workflow.testing.server.ServerMode
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.concurrent.CountDownLatch
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes

/** The journal entries of calls on a server can be written to a file and replayed in memory. */
class CallReplayTest :
    FunSpec({
        lateinit var gate: CountDownLatch
        val definition =
            landlordWorkflow<String, String> { how ->
                val sent = send(Errands.greet("Ada"))
                val later = send(Errands.tidy("later"), after = 1.hours)
                val (bob, work) =
                    parallel({ call(Errands.greet("Bob")) }, { step("work") { "work" } })
                val first =
                    race({ call(Errands.dawdle("x")) }, { "slow".also { sleep(50.milliseconds) } })
                compensateWith("tidy up") {
                    later.cancel()
                    call(Errands.tidy("in the end"))
                }
                val trail = "${sent.attach()} $bob $work $first"
                if (how == "fail") fail(trail)
                if (how == "cancel") parallel({ call(Errands.dawdle("y")) }, { sleep(1.days) })
                if (how == "twice") {
                    compensateWith("hold") {
                        val other = send(Errands.dawdle("z"))
                        step("gate") { gate.await() }
                        other.cancel()
                    }
                    sleep(1.days)
                }
                trail
            }

        for (mode in ServerMode.entries) {
            test("on a server in mode $mode") {
                val options = RestateServer.options()
                if (mode == ServerMode.ALWAYS_REPLAY) options.alwaysReplay()
                options.start().use { server ->
                    serve(port = 0) {
                            bind(stringService("Calling", definition))
                            bind(Errands.service())
                        }
                        .use { service ->
                            server.admin().register(server.serviceUrl(service.port()))
                            gate = CountDownLatch(1)
                            for (how in listOf("end", "fail", "cancel", "twice")) {
                                fun column(name: String) =
                                    server
                                        .admin()
                                        .query(
                                            "select $name from sys_invocation where target = 'Calling/$how/run'"
                                        )
                                        .single()[name]
                                        .asText()
                                post(
                                    server.ingressUrl().resolve("/Calling/$how/run/send"),
                                    "\"$how\"",
                                )
                                if (how == "cancel") {
                                    eventually(2.minutes) {
                                        server
                                            .admin()
                                            .query(
                                                "select id from sys_journal where id = '${column("id")}' " +
                                                    "and entry_type = 'Command: Call'"
                                            ) shouldHaveSize 3
                                    }
                                    server.admin().cancel(column("id"))
                                }
                                if (how == "twice") {
                                    fun has(entry: String) =
                                        server
                                            .admin()
                                            .query(
                                                "select id from sys_journal where id = '${column("id")}' " +
                                                    "and $entry"
                                            )
                                            .size
                                    eventually(2.minutes) {
                                        has("entry_type = 'Command: Sleep'") shouldBe 2
                                    }
                                    server.admin().cancel(column("id"))
                                    eventually(2.minutes) { has("name = 'gate'") shouldBe 1 }
                                    server.admin().cancel(column("id"))
                                    eventually(2.minutes) {
                                        has("entry_type = 'Notification: Signal'") shouldBe 2
                                    }
                                    gate.countDown()
                                }
                                eventually(2.minutes) { column("status") shouldBe "completed" }
                                val imported =
                                    JournalImport(server.admin(), "Calling")
                                        .journal(
                                            JournalImport.Execution(column("id"), how, "completed")
                                        )
                                val journal = JournalFile.read(JournalFile.write(imported))
                                withClue("$how: ${JournalFile.write(imported)}") {
                                    "${journal.end}" shouldContain
                                        if (how in setOf("cancel", "twice")) "cancelled"
                                        else "hello Ada hello Bob work slow"
                                    for (prefix in journal.size downTo 0) {
                                        Replay(definition, journal, prefix, sameInstance = false)
                                            .tracedDifference()
                                            ?.let { journal.comparison(it) } shouldBe null
                                    }
                                }
                            }
                        }
                }
            }
        }
    })
