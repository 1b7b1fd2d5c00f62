package dev.landlord.server.blueprint

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.shouldBe
import java.time.Duration
import kotlin.concurrent.thread
import kotlin.time.Duration.Companion.seconds
import kotlin.time.measureTimedValue

class ShellTest :
    FunSpec({
        val shell = Shell()

        fun run(
            command: String,
            input: String = """{"key":"value"}""",
            steps: String = """{"a":1}""",
            limit: Duration = Duration.ofSeconds(20),
        ) = shell.run(Shell.Call(command, "run-1", input, steps, limit)).toString()

        fun failure(command: String, limit: Duration = Duration.ofSeconds(20)) =
            shouldThrow<CommandException> { run(command, limit = limit) }

        test("a command receives the input, the earlier results and the name of the execution") {
            run("cat") shouldBe """{"key":"value"}"""
            run("echo \$LANDLORD_INPUT") shouldBe """{"key":"value"}"""
            run("echo \$LANDLORD_STEPS") shouldBe """{"a":1}"""
            run("cat steps.json") shouldBe """{"a":1}"""
            run("echo \$LANDLORD_EXECUTION") shouldBe "\"run-1\""
        }

        test("long values are only in the files") {
            val long = "\"" + "x".repeat(200_000) + "\""
            run("wc -c < input.json; echo \${LANDLORD_INPUT-none}", input = long) shouldBe
                "\"200002\\nnone\""
            run("cat steps.json", steps = long) shouldBe long
        }

        test("a command does not inherit Landlord's environment") {
            val names =
                run("env | cut -d= -f1 | sort -u | tr '\\n' ' '").trim('"').trim().split(" ")
            (names.toSet() -
                setOf("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR") -
                setOf("PWD", "OLDPWD", "SHLVL", "_")) shouldBe
                setOf("LANDLORD_EXECUTION", "LANDLORD_INPUT", "LANDLORD_STEPS")
        }

        test("parses the output as JSON, else as text") {
            run("echo '[1, 2]'") shouldBe "[1,2]"
            run("echo 7") shouldBe "7"
            run("echo hello; echo world") shouldBe "\"hello\\nworld\""
            run("echo '{\"a\": 1} {\"b\": 2}'") shouldBe "\"{\\\"a\\\": 1} {\\\"b\\\": 2}\""
            run("true") shouldBe "\"\""
        }

        test("a failure contains the exit code and the last lines of stderr") {
            failure("for i in 1 2 3 4 5 6 7; do echo line \$i >&2; done; exit 3").message shouldBe
                "exit code 3: line 3; line 4; line 5; line 6; line 7"
            failure("exit 1").message shouldBe "exit code 1"
        }

        test("only exit code 65 is final") {
            failure("exit 65").isFinal shouldBe true
            failure("exit 64").isFinal shouldBe false
            failure("exit 75").isFinal shouldBe false
        }

        test("row 49: accepts 256 KB of output, and refuses more finally") {
            run("head -c 262144 /dev/zero | tr '\\0' x").length shouldBe 262144 + 2
            val refused = failure("cat /dev/zero")
            refused.message shouldBe
                "killed because it printed more than 262144 bytes; print the location of the data instead"
            refused.isFinal shouldBe true
        }

        test("kills a command and its processes at the time limit") {
            val (late, took) =
                measureTimedValue {
                    failure("sh -c 'sleep 54321' & sleep 54321", Duration.ofMillis(300))
                }
            late.message shouldBe "killed after 300ms, the time limit"
            late.isTimeout shouldBe true
            took shouldBeLessThan 10.seconds
            sleepers("54321") shouldBe 0
        }

        test("kills a command when the thread is interrupted") {
            var thrown: Throwable? = null
            val runner = thread {
                thrown = runCatching { run("sleep 65432") }.exceptionOrNull()
            }
            waitUntil("the command runs") { sleepers("65432") > 0 }
            runner.interrupt()
            runner.join(10_000)
            (thrown is InterruptedException) shouldBe true
            waitUntil("the command is gone") { sleepers("65432") == 0L }
        }

        test("a background process does not delay the step") {
            val (printed, took) = measureTimedValue { run("echo early; sleep 30 & true") }
            printed shouldBe "\"early\""
            took.inWholeSeconds shouldBeLessThan 20L
        }
    })

private fun sleepers(argument: String): Long =
    ProcessHandle.allProcesses()
        .filter { it.info().commandLine().orElse("").endsWith("sleep $argument") }
        .count()

private fun waitUntil(what: String, condition: () -> Boolean) {
    val deadline = System.nanoTime() + 20.seconds.inWholeNanoseconds
    while (!condition()) {
        check(System.nanoTime() < deadline) { "waited 20 s until $what" }
        Thread.sleep(10)
    }
}
