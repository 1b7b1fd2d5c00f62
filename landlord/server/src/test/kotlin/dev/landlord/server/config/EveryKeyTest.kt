package dev.landlord.server.config

import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.cli.Terminal
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import java.io.IOException
import kotlin.io.path.writeText

/** Every key can be set everywhere. */
class EveryKeyTest :
    FunSpec({
        val folder = tempdir().toPath()
        val defaults = LandlordConfig.of(mapOf())

        /** A value that is not the default. */
        fun value(key: Key): String =
            when (key) {
                Key.DEFAULT_PROVIDER -> "restate"
                Key.AUTH_ADMIN_KEY -> "k".repeat(40)
                Key.OIDC_AUDIENCE -> "landlord"
                Key.STORE_URL -> "jdbc:postgresql://db/landlord"
                Key.OIDC_ROLE_CLAIM,
                Key.OIDC_NAME_CLAIM -> "groups"
                Key.OIDC_ISSUER,
                Key.OIDC_JWKS_URI,
                Key.ENDPOINT,
                Key.ADMIN_ENDPOINT,
                Key.WORKER_ADMIN_ENDPOINT,
                Key.WORKER_ADVERTISED_URL,
                Key.WORKER_LANDLORD_API_URL -> "http://127.0.0.1:1"
                Key.EXECUTION_MECHANISM -> "kubernetes"
                Key.AUTH_TYPE -> "iam"
                Key.LAMBDA_ARN -> "arn:aws:lambda:eu-west-1:123456789012:function:landlord:7"
                Key.ASSUME_ROLE_ARN -> "arn:aws:iam::123456789012:role/restate"
                Key.WORKER_REGISTER_ON_STARTUP,
                Key.SHELL_ENABLED,
                Key.CONTROLLER_ENABLED -> "false"
                Key.HTTP_HOST,
                Key.WORKER_ADDRESS -> "127.0.0.2"
                Key.WORKER_IDENTITY_KEYS ->
                    "publickeyv1_3zMrvhVUmPV2RpYjjA8oTBAioS5A1WWiSdULK8px37Kw"
                Key.RETRY_ATTEMPTS,
                Key.HTTP_PORT,
                Key.WORKER_PORT,
                Key.CONTROLLER_WORKERS,
                Key.REQUESTS_PER_USER,
                Key.REQUESTS_PER_TENANT,
                Key.RUNS_PER_USER,
                Key.MAX_RETRIES -> "17"
                Key.CONTROLLER_WORKFLOW_PROVIDER -> "mock"
                Key.PLANNING -> "automatic"
                Key.TIMEOUT,
                Key.WORKER_COMPUTE_CACHE_TTL,
                Key.RECONCILIATION_INTERVAL,
                Key.STATUS_POLL_INTERVAL,
                Key.WORKFLOW_TRIGGER_TIMEOUT,
                Key.SHUTDOWN_TIMEOUT,
                Key.QUEUE_BACKOFF_INITIAL -> "1m17s"
                Key.QUEUE_BACKOFF_MAX -> "17m"
                Key.COMPUTE_DEFAULT_PROVIDER,
                Key.WORKER_COMPUTE_PROVIDER -> "mock"
                Key.LOG_LEVEL -> "debug"
                Key.LOG_FORMAT -> "json"
                // A text without a form of its own, or a key that was added: its default has to be
                // taken at least.
                else -> key.defaultText().orElse("other")
            }

        /** What has to be set, too. */
        fun companions(key: Key): Map<String, String> {
            val audience = Key.OIDC_AUDIENCE.path() to "landlord"
            val issuer = Key.OIDC_ISSUER.path() to "http://127.0.0.1:1"
            return when (key) {
                Key.OIDC_ISSUER -> mapOf(audience)
                Key.OIDC_AUDIENCE -> mapOf(issuer)
                Key.OIDC_JWKS_URI,
                Key.OIDC_ROLE_CLAIM,
                Key.OIDC_NAME_CLAIM -> mapOf(issuer, audience)
                else -> mapOf()
            }
        }

        fun shouldHold(key: Key, config: LandlordConfig) {
            if (key.defaultText().orElse(null) != value(key)) config shouldNotBe defaults
        }

        for (key in Key.entries) {
            test("fault 31: reads ${key.path()} from a flag, the environment and a file") {
                for (name in setOf(key.path(), key.path().replace('_', '-'))) {
                    for (words in
                        listOf(listOf("--$name", value(key)), listOf("--$name=${value(key)}"))) {
                        withClue(words) {
                            var loaded: LandlordConfig? = null
                            val terminal =
                                Terminal(
                                    "server",
                                    *words.toTypedArray(),
                                    *companions(key)
                                        .map { "--${it.key}=${it.value}" }
                                        .toTypedArray(),
                                    server = { _, flags, _ ->
                                        loaded = LandlordConfig.of(flags)
                                        throw IOException("enough")
                                    },
                                )
                            terminal.err shouldBe "landlord: enough\n"
                            shouldHold(key, loaded!!)
                        }
                    }
                }
                for (variable in key.variables()) {
                    withClue(variable) {
                        val environment =
                            ProcessEnvironment(mapOf(variable to value(key)), listOf())
                        shouldHold(key, LandlordConfig.load(companions(key), environment))
                    }
                }
                val blocks = key.path().split(".")
                val tree = ObjectMapper().createObjectNode()
                blocks
                    .dropLast(1)
                    .fold(tree) { block, name -> block.putObject(name) }
                    .put(blocks.last(), value(key))
                val json = folder.resolve("${key.path()}.json").apply { writeText("$tree") }
                val yaml = folder.resolve("${key.path()}.yaml")
                yaml.writeText(
                    blocks
                        .mapIndexed { depth, name -> "  ".repeat(depth) + "$name:" }
                        .joinToString("\n") + " ${value(key)}\n"
                )
                for (file in listOf(json, yaml)) {
                    withClue(file) {
                        shouldHold(
                            key,
                            LandlordConfig.load(
                                companions(key) + ("config" to "$file"),
                                ProcessEnvironment.none(),
                            ),
                        )
                    }
                }
            }
        }

        test("fault 31: reports an invalid value of a key without a default") {
            problems("controller.status_poll_interval" to "soon").single() shouldContain
                "status_poll_interval must be a duration such as 30m, 1h30m or 500ms, got soon"
            problems("controller.status_poll_interval" to "-1s").single() shouldBe
                "status_poll_interval must be positive"
        }
    })
