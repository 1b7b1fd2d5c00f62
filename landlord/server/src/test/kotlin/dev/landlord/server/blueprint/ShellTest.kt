package dev.landlord.server.blueprint

import dev.landlord.server.config.ShellConfig
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.engine.spec.tempfile
import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import java.io.IOException
import java.time.Duration
import java.util.Optional
import kotlin.concurrent.thread
import kotlin.io.path.Path
import kotlin.io.path.exists
import kotlin.io.path.readText
import kotlin.io.path.writeText
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
                setOf("PATH", "LANG", "LC_ALL") -
                setOf("PWD", "OLDPWD", "SHLVL", "_")) shouldBe
                setOf("HOME", "TMPDIR", "LANDLORD_EXECUTION", "LANDLORD_INPUT", "LANDLORD_STEPS")
        }

        test(
            "the working directory of a command is its home and its directory for temporary files"
        ) {
            val (home, temporary, working) =
                run("echo \$HOME; echo \$TMPDIR; pwd -P; mktemp").trim('"').split("\\n")
            temporary shouldBe home
            Path(working) shouldBe Path(home).parent.toRealPath().resolve(Path(home).fileName)
            run("cd; ls") shouldBe "\"input.json\\nsteps.json\""
            run("stat -c %a .; dirname \$(mktemp)").let { it shouldStartWith "\"700\\n/" }
        }

        test("the directory of a command is deleted however the command ends") {
            fun isDeleted(command: String, limit: Duration = Duration.ofSeconds(20)) {
                val seen = tempfile().toPath()
                runCatching { run("pwd > $seen; $command", limit = limit) }
                val directory = Path(seen.readText().trim())
                withClue("$command in $directory") {
                    directory.isAbsolute shouldBe true
                    directory.exists() shouldBe false
                }
            }
            isDeleted("true")
            isDeleted("exit 3")
            isDeleted("cat /dev/zero")
            isDeleted("sleep 30", Duration.ofMillis(500))
            isDeleted("mkdir a && touch a/b && chmod 000 a")
            isDeleted("touch -- -rf 'a b' && ln -s / root && ln -s . self")
        }

        test("the files behind the links of a directory remain") {
            val kept = tempdir().toPath().resolve("kept").apply { writeText("kept") }
            run("ln -s ${kept.parent} folder; ln -s $kept file; ln $kept hard")
            kept.readText() shouldBe "kept"
        }

        test("a command finds no file of an earlier one") {
            val name = run("echo secret > mine; basename \$PWD").trim('"')
            run("ls .. | grep -c $name || true") shouldBe "0"
        }

        test("a background process that keeps writing does not fail the step") {
            val end = tempdir().toPath().resolve("end")
            val command =
                "while ! test -e $end; do mkdir -p d; echo x > d/\$\$ ; done >/dev/null 2>&1 &"
            run("i=0; while [ \$i -lt 5 ]; do $command i=\$((i+1)); done; echo done") shouldBe
                "\"done\""
            end.writeText("")
        }

        test("kills the processes of a command whose parents have ended") {
            val marker = "76543"
            failure("(sleep $marker &); sleep $marker", Duration.ofSeconds(2)).isTimeout shouldBe
                true
            waitUntil("all processes are gone") { sleepers(marker) == 0L }
            val printed = failure("(sleep $marker &); cat /dev/zero")
            printed.isFinal shouldBe true
            waitUntil("all processes are gone") { sleepers(marker) == 0L }
        }

        test(
            "closing kills the commands in progress, deletes their directories and starts no other"
        ) {
            val closing = Shell()
            val seen = tempfile().toPath()
            var thrown: Throwable? = null
            val call = Shell.Call("pwd > $seen; sleep 87654", "e", "1", "{}", Duration.ofMinutes(1))
            val runner = thread { thrown = runCatching { closing.run(call) }.exceptionOrNull() }
            waitUntil("the command runs") { sleepers("87654") > 0 }
            closing.close()
            Path(seen.readText().trim()).exists() shouldBe false
            runner.join(10_000)
            (thrown as CommandException).message shouldBe "exit code 137"
            sleepers("87654") shouldBe 0
            shouldThrow<IOException> { closing.run(call) }.message shouldBe "Landlord is stopping"
        }

        test("a shell that is switched off runs nothing") {
            val file = tempdir().toPath().resolve("touched")
            val off = Shell.of(ShellConfig(false, Optional.of("no-such-user")))
            off.isEnabled shouldBe false
            val call = Shell.Call("touch $file", "e", "1", "{}", Duration.ofMinutes(1))
            shouldThrow<CommandException> { off.run(call) }
                .let {
                    it.isSwitchedOff shouldBe true
                    it.isFinal shouldBe false
                    it.message shouldBe
                        "shell commands are switched off on this Landlord; set workflow.shell.enabled to true to allow them"
                }
            file.exists() shouldBe false
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
            took shouldBeLessThan 20.seconds
            waitUntil("all processes are gone") { sleepers("54321") == 0L }
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
