package dev.landlord.workflow.testing

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.compensate
import dev.landlord.workflow.contract.runHandler
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.restate.WorkflowService
import dev.landlord.workflow.restate.run
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.http.post
import dev.restate.sdk.common.TerminalException
import dev.restate.sdk.endpoint.definition.ServiceDefinition
import dev.restate.sdk.endpoint.definition.ServiceType
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith
import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.net.URI
import kotlin.io.path.writeText
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlinx.serialization.Serializable

/** Runs of version 1 of a workflow on a real server, replayed with version 2. */
class LandlordReplayTest :
    FunSpec({
        val server by lazy { RestateServer.start() }
        val service by lazy {
            serve(port = 0) {
                for (name in listOf("Kiosk", "Touchy", "Broken", "Ended")) {
                    val first = if (name == "Ended") version(pause = Duration.ZERO) else version()
                    bind(stringService(name, first))
                }
                bind(
                    ServiceDefinition.of(
                        "Priced",
                        ServiceType.WORKFLOW,
                        listOf(runHandler(Priced().workflow)),
                    )
                )
            }
        }
        afterSpec {
            service.close()
            server.close()
        }

        /** Starts a run of each service and waits until it sleeps. */
        beforeSpec {
            server.admin().register(service.uri())
            for (name in listOf("Kiosk", "Touchy", "Broken")) {
                post(server.ingressUrl().resolve("/$name/order-1/run/send"), "\"tea\"")
            }
            post(server.ingressUrl().resolve("/Ended/order-1/run"), "\"tea\"")
            post(
                server.ingressUrl().resolve("/Priced/order-1/run/send"),
                """{"amount":3,"items":[{},{}]}""",
            )
            eventually(2.minutes) {
                server
                    .admin()
                    .query("select id from sys_journal where entry_type = 'Command: Sleep'")
                    .size shouldBe 5
            }
        }

        fun replay(definition: WorkflowDefinition<*, *>): String =
            landlordReplay(server.adminUrl(), "Kiosk") { definition }
                .toString()
                .replace(Regex("inv_\\w+, \\w+"), "<id>, <status>")
                .replace(Regex("Test.kt:\\d+"), "Test.kt:<line>")

        test("unchanged code is safe") {
            replay(version()) shouldBe
                "safe    order-1 (<id>, <status>)\nKiosk: all 1 in flight are safe"
            val report = landlordReplay(server.adminUrl(), "Kiosk") { version() }
            report.isSafe shouldBe true
            report.executions.single().key shouldBe "order-1"
            report.executions.single().difference shouldBe null
        }

        test("a version that changes only later operations and undo actions is safe") {
            val compatible = version(undo = true, last = "settle", pause = 5.hours)
            replay(compatible) shouldBe
                "safe    order-1 (<id>, <status>)\nKiosk: all 1 in flight are safe"
        }

        test("a version that renames a step that has run is unsafe, at that entry") {
            replay(version(first = "quote")) shouldBe
                """
                |UNSAFE  order-1 (<id>, <status>): at entry 1 it has another operation
                |  recorded  step "price"
                |  replayed  step "quote" at LandlordReplayTest.kt:<line>
                |Kiosk: 1 of 1 in flight are UNSAFE
                """
                    .trimMargin()
        }

        test("a version that adds a step before the sleep is unsafe, at the sleep") {
            replay(version(before = true)) shouldBe
                """
                |UNSAFE  order-1 (<id>, <status>): at entry 5 it has another operation
                |  recorded  sleep
                |  replayed  step "notify" at LandlordReplayTest.kt:<line>
                |Kiosk: 1 of 1 in flight are UNSAFE
                """
                    .trimMargin()
        }

        test("a version that reads a result as another type is unsafe, with the reason") {
            val report =
                replay(
                    landlordWorkflow<String, String> {
                        step<List<String>>("price") { listOf() }.first()
                    }
                )
            report shouldContain "at entry 1 it has a result that cannot be read"
            report shouldContain
                "[LW107] step(\"price\"): expected a result of the type " +
                    "kotlin.collections.ArrayList<kotlin.String> in the journal, found 5 ("
        }

        test("a version that no longer sleeps is unsafe") {
            replay(version(pause = null)) shouldContain "at entry 5 it has another operation"
        }

        test("a version with a bug is unsafe") {
            replay(landlordWorkflow<String, String> { error("a bug") }) shouldContain
                "UNSAFE  order-1 (<id>, <status>): at entry 1 it has an operation less"
        }

        test(
            "fault 34: a run whose caller omitted a field is unsafe until its default is accepted"
        ) {
            fun replay(vararg accepted: String) =
                landlordReplay(
                    server.adminUrl(),
                    "Priced",
                    acceptedDefaults = accepted.toSet(),
                ) {
                    Priced().workflow
                }
            val unsafe = replay()
            unsafe.isSafe shouldBe false
            unsafe.executions.single().difference shouldBe
                "[LW171] the input: expected every field that today's code reads, found that " +
                    "today's code fills in fields which the input lacks: $.currency = \"EUR\", " +
                    "$.items[0].count = 1, $.items[1].count = 1. Check that the code that " +
                    "started the run filled in the same values, or does not read these fields: " +
                    "only then does the run continue unchanged. Then pass the paths as " +
                    "acceptedDefaults, or as --accept-default to the command."
            replay("$.amount").isSafe shouldBe false
            replay("$.currency", "$.items[0].count").isSafe shouldBe false
            val safe = replay("$.currency", "$.items[*].count")
            safe.isSafe shouldBe true
            "$safe" shouldNotContain "note:"
            shouldThrow<IllegalArgumentException> { replay("currency", "$.amount") }
                .message shouldBe
                "[LW171] acceptedDefaults: expected paths that begin with $., such as $.currency or " +
                    "$.items[*].quantity, found \"currency\". Correct the path."
            // The note ends with the paths in the order in which they were passed.
            val misspelled = replay("$.curency", "$.items[*].count", "$.currency", "$.amount")
            misspelled.isSafe shouldBe true
            "$misspelled".lines() shouldContain
                "note: no input in flight lacks the accepted default $.curency, $.amount: check the " +
                    "spelling, or remove the path."
        }

        test("an ended run and an unknown service have nothing in flight") {
            for (name in listOf("Ended", "Unheard")) {
                landlordReplay(server.adminUrl(), name) { version() }.toString() shouldBe
                    "$name: nothing is in flight"
            }
        }

        test("the journals can be saved, and replayed later") {
            val folder = tempdir().toPath()
            landlordReplay(server.adminUrl(), "Kiosk", saveTo = folder) { version() }
            checkGoldenJournals(folder) { version(last = "settle") }
            shouldThrow<AssertionError> {
                    checkGoldenJournals(folder) { version(first = "quote") }
                }
                .message
                .orEmpty() shouldContain "found at entry 1 another operation\n  recorded"
        }

        context("the command") {
            fun run(vararg arguments: String): Triple<Int, String, String> {
                val out = ByteArrayOutputStream()
                val err = ByteArrayOutputStream()
                val before = System.out to System.err
                System.setOut(PrintStream(out, true))
                System.setErr(PrintStream(err, true))
                try {
                    return Triple(LandlordReplayCommand.run(arguments.asList()), "$out", "$err")
                } finally {
                    System.setOut(before.first)
                    System.setErr(before.second)
                }
            }
            val url by lazy { server.adminUrl().toString() }

            test("finds the workflow by the name of its service, and replaces its dependencies") {
                val (code, out, err) = run(url, "Kiosk")
                err shouldBe ""
                out shouldStartWith "safe    order-1"
                out shouldContain
                    "note: LandlordReplay passed empty values as String, Till, int to the " +
                        "constructor of the workflow, where it has no default."
                code shouldBe 0
            }

            test("ends with 1 if a run is unsafe, and reports where a dependency was called") {
                val (code, out) = run(url, "Touchy")
                code shouldBe 1
                out shouldContain
                    "Prices.of was called outside a step, where LandlordReplay has only a stand-in"
            }

            test("fault 34: the command accepts the defaults that its option lists") {
                val (code, out) = run(url, "Priced")
                code shouldBe 1
                out shouldContain "[LW171]"
                run(
                        url,
                        "Priced",
                        "--accept-default",
                        "$.currency",
                        "--accept-default",
                        "$.items[*].count",
                    )
                    .let { (code, out, err) ->
                        err shouldBe ""
                        out shouldContain "Priced: all 1 in flight are safe"
                        code shouldBe 0
                    }
            }

            test("ends with 2 and one line if it cannot check") {
                run() shouldBe
                    Triple(
                        2,
                        "",
                        "[LW150] LandlordReplay: expected the URL of the admin API, the name of a " +
                            "service, optionally a folder for the journals, and --accept-default with a " +
                            "path for each default that you checked. Pass arguments such as: " +
                            "http://localhost:9070 PlaceOrder journals --accept-default '$.currency'.\n",
                    )
                for (wrong in
                    listOf(
                        listOf(url),
                        listOf(url, "Kiosk", "a", "b"),
                        listOf(url, "Kiosk", "--accept-default"),
                        listOf(url, "Kiosk", "--accept-default", "currency"),
                        listOf(url, "Kiosk", "--accepted", "$.currency"),
                    )) {
                    run(*wrong.toTypedArray()).third shouldStartWith "[LW150]"
                }
                run(url, "Nobody").third shouldStartWith
                    "[LW151] Nobody: expected a workflow with that service name on the class path, " +
                        "found none. Check the name, and that the module was built with " +
                        "landlord-ksp-processor."
                run(url, "Broken").third shouldStartWith
                    "[LW151] Broken: expected dev.landlord.workflow.testing.BrokenService to be " +
                        "created with stand-ins for its dependencies, found " +
                        "java.lang.IllegalStateException: needs more. Call landlordReplay(…) in a test " +
                        "instead, and create the workflow there."
                run("http://127.0.0.1:1", "Kiosk").third shouldStartWith
                    "[LW152] http://127.0.0.1:1: expected the admin API of a Restate server, found " +
                        "no answer ("
                for (noUrl in listOf("no url", "localhost:9070", "localhost", "")) {
                    run(noUrl, "Kiosk").third.trim() shouldBe
                        "[LW152] $noUrl: expected the http URL of the admin API of a Restate " +
                            "server. Pass a URL such as http://localhost:9070."
                }
                val file = tempdir().toPath().resolve("file").also { it.writeText("") }
                run(url, "Kiosk", "$file").let { (code, _, err) ->
                    err shouldStartWith
                        "[LW153] LandlordReplay: expected a report, found java.nio.file.FileAlready"
                    code shouldBe 2
                }
            }
        }
    })

private fun version(
    first: String = "price",
    before: Boolean = false,
    undo: Boolean = false,
    pause: Duration? = 1.hours,
    last: String = "pay",
): WorkflowDefinition<String, String> = landlordWorkflow { item ->
    val price = step(first) { item.length + 2 }
    if (undo) compensate("forget") {}
    try {
        step("reserve") { fail("none left of $item", 404) }
    } catch (_: TerminalException) {}
    if (before) step("notify") {}
    if (pause != null) sleep(pause)
    step(last) { "$item for $price" }
}

/**
 * Found by [KioskService], which equals a generated service; its last parameter keeps its default.
 */
@Suppress("unused", "UNUSED_PARAMETER")
class Kiosk(
    private val prices: Prices,
    private val name: String,
    limit: Int,
    private val till: Till,
    first: String = "price",
) {
    val workflow = version(first)
}

interface Prices {
    fun of(item: String): Int
}

class Till {
    private val file: URI = error("there is none in a test")

    fun open() = file
}

@Suppress("unused")
class KioskService(private val workflow: Kiosk) : WorkflowService {
    override fun name() = "Kiosk"

    override fun definition() = workflow.workflow
}

class Touchy(private val prices: Prices) {
    val workflow =
        landlordWorkflow<String, String> { item -> step("price ${prices.of(item)}") { "x" } }
}

@Suppress("unused")
class TouchyService(private val workflow: Touchy) : WorkflowService {
    override fun name() = "Touchy"

    override fun definition() = workflow.workflow
}

class Broken {
    val workflow: WorkflowDefinition<String, String> = error("needs more")
}

@Suppress("unused")
class BrokenService(private val workflow: Broken) : WorkflowService {
    override fun name() = "Broken"

    override fun definition() = workflow.workflow
}

@Serializable data class Item(val count: Int = 1)

@Serializable
data class Price(
    val amount: Int,
    val currency: String = "EUR",
    val items: List<Item> = emptyList(),
)

class Priced {
    val workflow =
        landlordWorkflow<Price, String> { price ->
            sleep(1.hours)
            "${price.amount} ${price.currency}"
        }
}

/** A service as the processor generates it: it can be served under another name. */
@Suppress("unused")
class PricedService
@JvmOverloads
constructor(private val workflow: Priced, private val name: String = "Priced") : WorkflowService {
    override fun name() = name

    override fun definition() = workflow.workflow
}
