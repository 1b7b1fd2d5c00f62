package dev.landlord.devserver

import dev.landlord.workflow.serve.serve
import dev.restate.sdk.endpoint.definition.HandlerDefinition
import dev.restate.sdk.endpoint.definition.HandlerType
import dev.restate.sdk.endpoint.definition.ServiceDefinition
import dev.restate.sdk.endpoint.definition.ServiceType
import dev.restate.sdk.kotlin.Context
import dev.restate.sdk.kotlin.HandlerRunner
import dev.restate.serde.kotlinx.KotlinSerializationSerdeFactory
import dev.restate.serde.kotlinx.jsonSerde
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.file.shouldNotExist
import io.kotest.matchers.paths.shouldExist
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import java.io.File
import java.nio.file.Path
import java.time.Duration
import kotlin.io.path.Path
import kotlin.io.path.createDirectories
import kotlin.io.path.createSymbolicLinkPointingTo
import kotlin.io.path.writeText
import kotlin.time.Duration.Companion.minutes

class RestateServerTest :
    FunSpec({
        test("a closed server leaves neither a process nor data") {
            val server = RestateServer.start()
            server.admin().query("select 1 as one").single()["one"].asInt() shouldBe 1
            server.directory().shouldExist()
            server.close()
            server.directory().toFile().shouldNotExist()
            shouldThrow<java.io.UncheckedIOException> { server.admin().query("select 1") }
        }

        test("two servers run side by side") {
            RestateServer.start().use { one ->
                RestateServer.start().use { other ->
                    (one.ingressUrl() == other.ingressUrl()) shouldBe false
                }
            }
        }

        test("fault 19: a server whose port is taken during its start uses other ports") {
            RestateServer.start().use { other ->
                val taken = listOf(other.ingressUrl().port, other.adminUrl().port)
                val free = FreePorts.find(7).toList()
                val picks =
                    listOf(
                            listOf(free[0], taken[1], free[1]),
                            listOf(taken[0], free[2], free[3]),
                            free.takeLast(3),
                        )
                        .iterator()
                val binary = ServerBinary.find().binary().get()
                val server =
                    NativeServer(binary, tempdir().toPath(), emptyMap()) {
                        picks.next().toIntArray()
                    }
                try {
                    server.start(Duration.ofMinutes(2))
                    listOf(server.ingressUrl().port, server.adminUrl().port) shouldBe
                        free.takeLast(3).take(2)
                } finally {
                    server.kill()
                }
            }
        }

        test("a killed or stopped server restarts with its data, at the same address") {
            val directory = tempdir().toPath()
            RestateServer.options().directory(directory).start().use { server ->
                val url = server.ingressUrl()
                register(server)
                val deployment = deployment(server)
                server.kill()
                server.restart()
                server.ingressUrl() shouldBe url
                deployment(server) shouldBe deployment
                server.stop()
                server.restart()
                deployment(server) shouldBe deployment
            }
            directory.resolve("data").shouldExist()
        }

        test("a server ends with the JVM that started it, even if that is killed") {
            val jvm =
                ProcessBuilder(
                        Path(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.landlord.devserver.RestateServerTestKt",
                    )
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()
            val pid = jvm.inputReader().readLine().toLong()
            val server = ProcessHandle.of(pid).get()
            server.isAlive shouldBe true
            jvm.destroyForcibly().waitFor()
            val deadline = System.nanoTime() + 2.minutes.inWholeNanoseconds
            while (server.isAlive) {
                check(System.nanoTime() < deadline) { "restate-server $pid is still there" }
                Thread.sleep(10)
            }
        }

        test("RESTATE_SERVER_BIN takes precedence, and must be a program") {
            val bin = ServerBinary.find().binary().get()
            val named = search(mapOf("RESTATE_SERVER_BIN" to "$bin", "PATH" to "/nowhere"))
            named.binary().get() shouldBe bin
            shouldThrow<IllegalStateException> {
                    search(mapOf("RESTATE_SERVER_BIN" to "/nowhere/server"))
                }
                .message shouldBe
                "[LW181] RESTATE_SERVER_BIN = \"/nowhere/server\": expected the path of a program, found " +
                    "no executable file. Correct it, or unset it."
        }

        test("RESTATE_SERVER_BIN must not be a directory") {
            val directory = tempdir().path
            shouldThrow<IllegalStateException> {
                    search(mapOf("RESTATE_SERVER_BIN" to directory))
                }
                .message shouldBe
                "[LW181] RESTATE_SERVER_BIN = \"$directory\": expected the path of a program, found " +
                    "no executable file. Correct it, or unset it."
        }

        test("a server on the PATH is used if it has the right version") {
            val folder = tempdir().toPath()
            folder
                .resolve("restate-server")
                .createSymbolicLinkPointingTo(ServerBinary.find().binary().get())
            search(mapOf("PATH" to "$folder")).binary().get() shouldBe
                folder.resolve("restate-server")
        }

        test("without a server, one message lists the places searched and the remedies") {
            val folder = tempdir().toPath()
            script(folder.resolve("restate-server"), "echo restate-server 1.0.0")
            val search =
                search(mapOf("PATH" to "$folder"), ServerBinary.Platform.of("Windows 11", "amd64"))
            search.binary().isEmpty shouldBe true
            search.problem() shouldBe
                """
                [LW181] RestateServer: expected restate-server 1.7.12 on this machine, found none:
                  - RESTATE_SERVER_BIN: not set
                  - PATH: $folder/restate-server is version 1.0.0, not 1.7.12
                  - npm: has no restate-server for windows 11 on x64, only for Linux and macOS on x64 and arm64
                Install npm, put restate-server 1.7.12 on the PATH, or set RESTATE_SERVER_BIN to its path.
                """
                    .trimIndent()
        }

        test("without a server and without sdk-testing, there is still one message") {
            val classpath =
                System.getProperty("java.class.path").split(File.pathSeparator).filterNot {
                    "sdk-testing" in it || "testcontainers" in it || "docker-java" in it
                }
            val builder =
                ProcessBuilder(
                        Path(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classpath.joinToString(File.pathSeparator),
                        "dev.landlord.devserver.RestateServerTestKt",
                    )
                    .redirectErrorStream(true)
            builder.environment() += mapOf("PATH" to "/nowhere", "LANDLORD_CACHE" to "${tempdir()}")
            builder.environment() -= "RESTATE_SERVER_BIN"
            val jvm = builder.start()
            val output = jvm.inputReader().readText()
            jvm.waitFor() shouldBe 1
            output shouldContain
                "java.lang.IllegalStateException: [LW181] RestateServer: expected restate-server " +
                    "1.7.12 on this machine, found none:"
            output shouldContain "- RESTATE_SERVER_BIN: not set"
            output shouldContain "- PATH: no restate-server on it"
            output shouldContain "- npm: npm cannot be run ("
            output shouldContain "- Docker: dev.restate:sdk-testing is not among the dependencies"
        }

        test("each platform has its npm package") {
            fun packageOf(name: String, architecture: String) =
                ServerBinary.Platform.of(name, architecture)
                    .npmPackage()
                    .get()
                    .substringAfterLast("server-")
            packageOf("Linux", "amd64") shouldBe "linux-x64"
            packageOf("Linux", "aarch64") shouldBe "linux-arm64"
            packageOf("Mac OS X", "x86_64") shouldBe "darwin-x64"
            packageOf("Mac OS X", "aarch64") shouldBe "darwin-arm64"
        }

        test("npm fills the cache once, and its failure is reported") {
            val cache = tempdir().toPath()
            shouldThrow<java.io.IOException> {
                    NpmCache(cache, "@restatedev/no-such-package", "0.0.0").binary()
                }
                .message shouldStartWith "npm install ended with exit code"
            val installed =
                NpmCache(
                    cache,
                    ServerBinary.Platform.current().npmPackage().get(),
                    ServerBinary.VERSION,
                )
            val binary = installed.binary()
            binary.shouldExist()
            binary.toString() shouldContain "restate-server/${ServerBinary.VERSION}/"
            installed.binary() shouldBe binary
        }

        test("a server that cannot start reports the cause") {
            val failure =
                shouldThrow<IllegalStateException> {
                    RestateServer.options().environment("RESTATE_ROLES", "[nonsense]").start()
                }
            val message = failure.message.orEmpty()
            message shouldStartWith
                "[LW182] RestateServer with the program ${ServerBinary.find().binary().get()}: expected " +
                    "restate-server to start, found that it ended with exit code "
            message shouldContain "nonsense"
            val log = Path(message.substringAfter("Read its log (").substringBefore(")"))
            log.shouldExist()
            Directories.delete(log.parent)
        }

        test("a program without output that is no server leaves no files") {
            val program = tempdir().toPath().resolve("bin/server")
            script(program, "exit 3")
            val directory = tempdir().toPath()
            val server = NativeServer(program, directory, emptyMap())
            shouldThrow<IllegalStateException> { server.start(Duration.ofSeconds(60)) }
                .message shouldBe
                "[LW182] RestateServer with the program $program: expected restate-server to start, " +
                    "found that it ended with exit code 3. Read the manual of the program, because its " +
                    "log is empty."
            NativeServer.hasLog(directory) shouldBe false
        }
    })

private fun search(
    environment: Map<String, String>,
    platform: ServerBinary.Platform = ServerBinary.Platform.current(),
) = ServerBinary(environment::get, platform).search()

private fun script(file: Path, line: String) {
    file.parent.createDirectories()
    file.writeText("#!/bin/sh\n$line\n")
    file.toFile().setExecutable(true)
}

private fun register(server: RestateServer) {
    val service =
        ServiceDefinition.of(
            "Nothing",
            ServiceType.SERVICE,
            listOf(
                HandlerDefinition.of(
                    "run",
                    HandlerType.SHARED,
                    jsonSerde<Unit>(),
                    jsonSerde<Unit>(),
                    HandlerRunner.of(KotlinSerializationSerdeFactory()) { _: Context -> },
                )
            ),
        )
    serve(port = 0) { bind(service) }.use { server.admin().register(it.uri()) }
}

private fun deployment(server: RestateServer): String =
    server.admin().query("select id from sys_deployment").single()["id"].asText()

/** Runs a server until the process is killed; prints the server's process id. */
fun main() {
    RestateServer.start()
    val server =
        ProcessHandle.current().children().filter {
            it.info().command().orElse("").endsWith("restate-server")
        }
    println(server.findFirst().get().pid())
    java.util.concurrent.CountDownLatch(1).await()
}
