package dev.landlord.server.config

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Path
import java.util.Optional
import kotlin.io.path.readText

class ExampleTest :
    FunSpec({
        fun load(file: String) =
            LandlordConfig.load(mapOf("config" to file), ProcessEnvironment.none())

        test("row 29: config.example.yaml equals the defaults, with the provider restate") {
            val config = load("../config.example.yaml")
            config.restate() shouldBe config().restate()
            config.shell() shouldBe config().shell()
            config.http() shouldBe config().http()
            config.worker() shouldBe config().worker()
            config.controller() shouldBe config().controller()
            config.compute() shouldBe config().compute()
            config.logLevel() shouldBe config().logLevel()
            config.requireProvider() shouldBe Provider.RESTATE
        }

        test("config.example.yaml contains every key with its default") {
            val text = Path.of("../config.example.yaml").readText()
            for (key in Key.entries - Key.DEFAULT_PROVIDER) {
                val shown =
                    key.defaultText().map { "${key.field()}: $it" }.orElse("${key.field()}: ")
                text shouldContain shown
            }
        }

        test("fault 17: config.example.yaml contains each key once") {
            val lines = Path.of("../config.example.yaml").readText().lines()
            for (block in listOf("controller", "http", "worker")) {
                val keys =
                    lines
                        .dropWhile { it.substringBefore(' ') != "$block:" }
                        .drop(1)
                        .takeWhile { it.isEmpty() || it.startsWith(" ") }
                        .mapNotNull { SHOWN.find(it)?.groupValues?.get(1) }
                keys shouldBe keys.distinct()
            }
        }

        test("row 29: config.lambda.example.yaml is valid") {
            val restate = load("../config.lambda.example.yaml").restate()
            restate.auth().type() shouldBe AuthType.IAM
            restate.deployment().mechanism() shouldBe ExecutionMechanism.LAMBDA
            restate.deployment().assumeRoleArn() shouldBe
                Optional.of("arn:aws:iam::123456789012:role/restate-invokes-landlord")
        }
    })

/** A key with its value, or one that is commented out. */
private val SHOWN = Regex("^ +(?:# )?([a-z_]+): ")
