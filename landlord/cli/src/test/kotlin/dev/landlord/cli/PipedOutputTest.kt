package dev.landlord.cli

import com.fasterxml.jackson.databind.node.ObjectNode
import dev.landlord.api.OpenApi
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.io.OutputStream
import java.io.PrintWriter
import kotlin.io.path.createDirectory

/** A command writes all of its output before its process ends. */
class PipedOutputTest :
    FunSpec({
        class Ran(val exit: Int, val out: String, val err: String)

        /**
         * Runs a command with a buffer before its output that is larger than all that it prints.
         */
        fun run(vararg arguments: String, to: OutputStream? = null): Ran {
            val out = ByteArrayOutputStream()
            val err = ByteArrayOutputStream()
            fun buffered(stream: OutputStream) = PrintWriter(stream.writer().buffered(1 shl 22))
            val command = commandLine().setOut(buffered(to ?: out)).setErr(buffered(err))
            return Ran(LandlordCommand.run(command, *arguments), "$out", "$err")
        }

        test("fault 30: every command writes its complete help before it exits") {
            for (name in commandNames() + setOf("tenant", "workflow", "approvals", "")) {
                withClue(name) {
                    val words = name.split(" ").filter { it.isNotEmpty() } + "--help"
                    val ran = run(*words.toTypedArray())
                    ran.exit shouldBe 0
                    ran.out shouldBe Terminal(*words.toTypedArray()).out
                }
            }
        }

        test("fault 30: every command writes its output and its errors before it exits") {
            apiCommands("none.yaml").keys + OTHER_COMMANDS shouldBe commandNames()
            val completion = run("completion")
            completion.out shouldBe Terminal("completion").out
            (completion.out.length > 24_576) shouldBe true
            for ((name, arguments) in apiCommands("none.yaml")) {
                withClue(name) {
                    val words =
                        name.split(" ") + arguments + listOf("--api-url", "http://127.0.0.1:1")
                    val ran = run(*words.toTypedArray())
                    (ran.exit in 2..3) shouldBe true
                    ran.err.lines().first().startsWith("landlord: ") shouldBe true
                }
            }
        }

        test("fault 30: fails if the output cannot be written") {
            val full =
                object : OutputStream() {
                    override fun write(byte: Int) = throw IOException("no space left")
                }
            run("completion", to = full).let {
                it.exit shouldBe 1
                it.err shouldBe "landlord: the output could not be written completely\n"
            }
        }

        test(
            "fault 30: a piped process writes a complete completion script and a complete long list"
        ) {
            val landlord = LandlordOnPath(tempdir().toPath().resolve("empty").createDirectory())
            StubLandlord().use { stub ->
                val tenants = OpenApi.example("Tenants")
                val one = tenants["tenants"][0] as ObjectNode
                val many = tenants.putArray("tenants")
                repeat(1_000) { many.add(one.deepCopy().put("name", "tenant-$it")) }
                stub.answers("GET /v1/tenants", 200, tenants.put("total", 1_000))
                val list =
                    landlord.sh("landlord --api-url ${stub.url} tenant list --output json | cat")
                list.out.lines().count { "\"name\": \"tenant-" in it } shouldBe 1_000
                list.out.trimEnd().endsWith("}") shouldBe true
            }
            landlord.sh("landlord completion > /dev/full").let {
                it.exit shouldBe 1
                it.err shouldBe "landlord: the output could not be written completely\n"
            }
            landlord
                .sh("bash -c 'source <(landlord completion) && complete -p landlord'")
                .out shouldContain "landlord"
        }
    })
