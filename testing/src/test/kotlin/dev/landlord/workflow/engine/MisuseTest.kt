package dev.landlord.workflow.engine

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.awakeable
import dev.landlord.workflow.call
import dev.landlord.workflow.continueAs
import dev.landlord.workflow.contract.Errands
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.forEachParallel
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.poll
import dev.landlord.workflow.promise
import dev.landlord.workflow.race
import dev.landlord.workflow.send
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.sleep
import dev.landlord.workflow.state
import dev.landlord.workflow.testing.http.post
import dev.landlord.workflow.testing.runWorkflowTest
import dev.landlord.workflow.withTimeout
import dev.landlord.workflow.withTimeoutOrNull
import dev.restate.common.Request
import dev.restate.common.Target
import dev.restate.serde.kotlinx.typeTag
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** The error messages for misused branches, waits and calls. */
class MisuseTest :
    FunSpec({
        fun messageOf(workflow: WorkflowDefinition<String, String>): String =
            shouldThrow<Exception> { runWorkflowTest(workflow) { start("x") } }.message.orEmpty()

        fun messageOf(body: suspend WorkflowScope.() -> Any?): String =
            messageOf(landlordWorkflow<String, String> { "${body()}" })

        test("a concurrency below 1") {
            for (concurrency in listOf(0, -1)) {
                messageOf { forEachParallel(listOf(1), concurrency) { it } } shouldBe
                    "[LW128] forEachParallel(…, concurrency = $concurrency): expected 1 or more. " +
                        "Leave it out to run all items at once."
            }
        }

        test("a race without branches") {
            messageOf { race<String>() } shouldBe
                "[LW129] race(): expected at least one body, found none. Check how the list " +
                    "was created."
        }

        for (duration in
            listOf((-1).milliseconds, 36_501.days, Duration.INFINITE, -Duration.INFINITE)) {
            test("a duration of $duration") {
                val expected =
                    "expected a duration of zero to 36500 days. Check how the duration was computed."
                messageOf { sleep(duration) } shouldBe "[LW102] sleep($duration): $expected"
                messageOf { withTimeout(duration) {} } shouldBe
                    "[LW102] withTimeout($duration): $expected"
                messageOf { withTimeoutOrNull(duration) {} } shouldBe
                    "[LW102] withTimeoutOrNull($duration): $expected"
                messageOf { send(Errands.greet("x"), duration) } shouldBe
                    "[LW102] send(Errands/greet, after = $duration): $expected"
                messageOf { continueAs("next", "x", duration) } shouldBe
                    "[LW102] continueAs(\"next\", after = $duration): $expected"
            }
        }

        test("a poll with an invalid interval, time limit, factor or number of attempts") {
            fun poll(
                every: Duration = 1.seconds,
                within: Duration = 1.minutes,
                factor: Double = 1.0,
                atMost: Duration = Duration.INFINITE,
            ) = messageOf { poll("x", every, within, factor, atMost) { true } }
            for (every in listOf(Duration.ZERO, (-1).seconds, 36_501.days, Duration.INFINITE)) {
                poll(every = every) shouldStartWith "[LW130] poll(every = $every): expected 1 milli"
            }
            for (within in listOf(Duration.ZERO, (-1).seconds, 36_501.days, Duration.INFINITE)) {
                poll(within = within) shouldStartWith
                    "[LW130] poll(within = $within): expected a pos"
            }
            poll(factor = 0.5) shouldBe
                "[LW130] poll(factor = 0.5): expected 1 or more. Correct the value of factor."
            poll(factor = Double.NaN) shouldBe
                "[LW130] poll(factor = NaN): expected 1 or more. Correct the value of factor."
            poll(atMost = 1.milliseconds) shouldStartWith "[LW130] poll(atMost = 1ms): expected 1s"
            poll(within = 1.days) shouldBe
                "[LW130] poll(every = 1s, within = 1d, factor = 1.0): expected at most 1000 " +
                    "questions, because each stays in the journal, found more. Ask less often, or " +
                    "use a greater factor."
        }

        test("the scope of the enclosing body, in a branch") {
            messageOf {
                val outer = this
                parallel({ outer.random.nextInt() }, { 2 })
            } shouldBe
                "[LW131] random: expected the scope of the branch, found the scope of a body " +
                    "that waits for its branches. Call it without `this@…`."
        }

        test("a branch that outlives its group") {
            messageOf {
                var kept: WorkflowScope? = null
                parallel({ kept = this }, { 2 })
                checkNotNull(kept).random.nextInt()
            } shouldBe
                "[LW131] random: expected the scope of a running branch, found the scope of a " +
                    "branch that has ended. Return values from the branch instead of its scope."
        }

        test("a callback that two branches await") {
            messageOf {
                val callback = awakeable<String>()
                parallel({ callback.await() }, { callback.await() })
            } shouldBe
                "[LW134] await(): expected no other branch to wait for the same awakeable, " +
                    "found one that does. Wait in one branch, and share the value."
        }

        test("a next run with the same key, a blank key or an input of another type") {
            messageOf { continueAs("test", "x") } shouldStartWith
                "[LW133] continueAs(\"test\"): expected a key that is not blank and not the " +
                    "key of this run, because each key has one run. Derive a new key, for example " +
                    "with a counter."
            messageOf { continueAs(" ", "x") } shouldStartWith
                "[LW133] continueAs(\" \"): expected a key"
            messageOf { continueAs("next", 5) } shouldBe
                "[LW133] continueAs(\"next\"): expected an input of the type kotlin.String, " +
                    "which the workflow takes, found an input of the type kotlin.Int. Pass an " +
                    "input of the expected type."
        }

        test("a state or a promise that is not a property of a class") {
            listOf(
                    shouldThrow<IllegalStateException> {
                        @Suppress("UNUSED_VARIABLE") val count by state<Int>()
                    },
                    shouldThrow<IllegalStateException> {
                        @Suppress("UNUSED_VARIABLE") val count by promise<Int>()
                    },
                )
                .zip(listOf("state", "promise"))
                .forEach { (failure, kind) ->
                    failure.message.orEmpty() shouldStartWith
                        "[LW115] val count by $kind(): expected a property of the class that has the " +
                            "workflow, found a property outside a class, for which no handler is " +
                            "generated. Move it into the class."
                }
        }

        test("a run that calls itself, in memory and on a server") {
            fun self(key: String): Request<String, String> =
                Request.of(
                        Target.workflow("workflow", key, "run"),
                        typeTag<String>(),
                        typeTag<String>(),
                        "x",
                    )
                    .build()
            val expected =
                "[LW132] call(workflow/test/run): expected another run as the target, found " +
                    "this run, which would wait for its own end. Use another key, or continue with " +
                    "continueAs."
            messageOf { call(self("test")) } shouldBe expected
            messageOf { send(self("test")) } shouldBe expected
            val calls = landlordWorkflow<String, String> { call(self(workflowId)) }
            RestateServer.start().use { server ->
                serve(port = 0) { bind(stringService("workflow", calls)) }
                    .use {
                        server.admin().register(server.serviceUrl(it.port()))
                        val url = server.ingressUrl().resolve("/workflow/test/run/send")
                        post(url, "\"x\"").first shouldBe 202
                        eventually(2.minutes) {
                            val failure =
                                server
                                    .admin()
                                    .query("select last_failure from sys_invocation")
                                    .single()["last_failure"]
                                    .asText()
                            withClue(failure) { failure shouldContain expected }
                        }
                    }
            }
        }
    })
