package dev.landlord.server.config

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import java.nio.file.Path
import kotlin.io.path.createDirectories
import kotlin.io.path.createParentDirectories
import kotlin.io.path.writeText

class PrecedenceTest :
    FunSpec({
        val here = tempdir().toPath()
        val etc = tempdir().toPath()
        val home = tempdir().toPath()

        fun load(
            flags: Map<String, String> = mapOf(),
            environment: Map<String, String> = mapOf(),
            folder: Path = here,
        ) =
            LandlordConfig.load(
                flags,
                ProcessEnvironment.of(environment + ("HOME" to "$home"), folder, etc),
            )

        fun port(text: Int) = "http:\n  port: $text\n"

        /** The reported source of an invalid port. */
        fun origin(
            flags: Map<String, String> = mapOf(),
            environment: Map<String, String> = mapOf(),
            folder: Path = here,
        ) =
            shouldThrow<InvalidConfigException> { load(flags, environment, folder) }
                .errors()
                .single()
                .origin()
                .get()

        test("row 26: precedence: the flag, the environment, the file, the default") {
            val folder = tempdir().toPath()
            load(folder = folder).http().port() shouldBe 8081
            folder.resolve("config.yaml").writeText(port(1))
            load(folder = folder).http().port() shouldBe 1
            val environment = mapOf("LANDLORD_HTTP_PORT" to "2")
            load(mapOf(), environment, folder).http().port() shouldBe 2
            load(mapOf("http.port" to "3"), environment, folder).http().port() shouldBe 3
        }

        test(
            "row 21 and 22: reads every key from two variables; the prefixed one takes precedence"
        ) {
            for (key in Key.entries) {
                val plain = key.path().replace('.', '_').uppercase()
                val sources =
                    Sources(mapOf(), ProcessEnvironment(mapOf(plain to "plain"), listOf()))
                sources.find(key).get() shouldBe Setting("plain", "the environment variable $plain")
                val both = mapOf(plain to "plain", "LANDLORD_$plain" to "prefixed")
                Sources(mapOf(), ProcessEnvironment(both, listOf())).find(key).get() shouldBe
                    Setting("prefixed", "the environment variable LANDLORD_$plain")
            }
        }

        test(
            "row 24: reads the address of the worker from LANDLORD_RESTATE_WORKER_ADDRESS and _PORT"
        ) {
            val environment =
                mapOf(
                    "LANDLORD_RESTATE_WORKER_ADDRESS" to "10.0.0.7",
                    "LANDLORD_RESTATE_WORKER_PORT" to "9999",
                    "LANDLORD_WORKER_INSECURE" to "true",
                )
            load(environment = environment).worker() shouldBe
                WorkerConfig("10.0.0.7", 9999, listOf())
        }

        test("row 100: LOG_LEVEL sets the log level") {
            load(environment = mapOf("LOG_LEVEL" to "debug")).logLevel() shouldBe LogLevel.DEBUG
        }

        test("an empty variable counts as not set") {
            load(environment = mapOf("LANDLORD_HTTP_PORT" to "")).http().port() shouldBe 8081
        }

        test("row 25: accepts flags with dashes and with underscores") {
            load(mapOf("workflow.default-provider" to "restate")).provider() shouldBe
                Provider.RESTATE
            load(mapOf("workflow.default_provider" to "restate")).provider() shouldBe
                Provider.RESTATE
        }

        test("row 27: searches the file in its default locations, YAML before JSON") {
            val folder = tempdir().toPath()
            val xdg = tempdir().toPath()
            val environment = mapOf("XDG_CONFIG_HOME" to "$xdg")
            fun found() = load(mapOf(), environment, folder).http().port()

            xdg.resolve("landlord").createDirectories().resolve("config.json").let {
                it.writeText("""{"http": {"port": 1}}""")
                found() shouldBe 1
            }
            etc.resolve("landlord/config.yaml").createParentDirectories().let {
                it.writeText(port(2))
                found() shouldBe 2
            }
            folder.resolve("config.json").writeText("""{"http": {"port": 3}}""")
            found() shouldBe 3
            folder.resolve("config.yaml").writeText(port(4))
            found() shouldBe 4
            etc.resolve("landlord/config.yaml").toFile().delete()
        }

        test("row 27: uses ~/.config without XDG_CONFIG_HOME") {
            home
                .resolve(".config/landlord/config.yaml")
                .createParentDirectories()
                .writeText(port(5))
            load().http().port() shouldBe 5
            home.resolve(".config/landlord/config.yaml").toFile().delete()
        }

        test("row 23 and 27: reads only the file of the flag, or else of LANDLORD_CONFIG") {
            val folder = tempdir().toPath()
            folder.resolve("config.yaml").writeText("log_level: debug\n")
            val one = folder.resolve("one.yaml").apply { writeText(port(1)) }
            val two = folder.resolve("two.json").apply { writeText("""{"http":{"port":2}}""") }
            val environment = mapOf("LANDLORD_CONFIG" to "$two")
            load(mapOf(), environment, folder).http().port() shouldBe 2
            val config = load(mapOf("config" to "$one"), environment, folder)
            config.http().port() shouldBe 1
            config.logLevel() shouldBe LogLevel.INFO
        }

        test("row 27: refuses a missing file") {
            val gone = here.resolve("gone.yaml")
            shouldThrow<InvalidConfigException> {
                    load(environment = mapOf("LANDLORD_CONFIG" to "$gone"))
                }
                .message shouldBe
                "invalid configuration:\n- there is no file $gone; expected a YAML or JSON file" +
                    " (config, from the environment variable LANDLORD_CONFIG)"
        }

        test("an error names the flag, the variable, or the file and line") {
            val file = here.resolve("wrong.yaml").apply { writeText("# comment\n" + port(-1)) }
            val flags = mapOf("config" to "$file")
            origin(flags) shouldBe "$file, line 3"
            origin(flags, mapOf("HTTP_PORT" to "-1")) shouldBe "the environment variable HTTP_PORT"
            origin(flags + ("http.port" to "-1")) shouldBe "the flag --http.port"
        }
    })
