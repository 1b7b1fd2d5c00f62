package dev.landlord.server.config

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.time.Duration

class ValidationTest :
    FunSpec({
        /** An invalid setting of Restate, and its errors. */
        fun refused(row: Int, field: String, text: String, message: String) =
            test("row $row: $field \"$text\" is refused: $message") {
                problems(*restate(field to text)) shouldContainExactly listOf(message)
            }

        fun refused(path: String, text: String, message: String) =
            test("$path \"$text\" is refused: $message") {
                problems(path to text) shouldContainExactly listOf(message)
            }

        refused(
            30,
            "auth_type",
            "basic",
            "invalid auth_type: basic (must be none, api_key, or iam)",
        )
        refused(30, "auth_type", "IAM", "invalid auth_type: IAM (must be none, api_key, or iam)")
        for (mechanism in listOf("direct", "Local")) {
            val allowed = "must be local, lambda, fargate, kubernetes, or self-hosted"
            val message = "invalid execution_mechanism: $mechanism ($allowed)"
            refused(30, "execution_mechanism", mechanism, message)
        }
        test("row 30: refuses an unknown provider") {
            for (wrong in listOf("step_functions", "temporal")) {
                val message =
                    "invalid default_provider: $wrong (must be mock, step-functions, or restate)"
                problems("workflow.default_provider" to wrong) shouldContainExactly listOf(message)
            }
        }

        refused(31, "endpoint", "", "endpoint is required for Restate provider")
        for (text in listOf("localhost", "localhost:8080", "//localhost")) {
            refused(
                31,
                "endpoint",
                text,
                "invalid endpoint URL: endpoint must include scheme (http or https)",
            )
        }
        refused(
            31,
            "endpoint",
            "ftp://restate",
            "endpoint scheme must be http or https, got ftp",
        )
        for (text in listOf("http://", "https:///path", "http://:8080")) {
            refused(31, "endpoint", text, "endpoint must include host")
        }
        refused(
            31,
            "endpoint",
            "http://a b",
            "invalid endpoint URL: Illegal character in authority",
        )
        refused(
            31,
            "endpoint",
            "http://localhost:99999",
            "invalid endpoint URL: not a host and a port",
        )
        refused(
            31,
            "endpoint",
            "http://user:word@restate",
            "endpoint must not contain a user or a password; use auth_type",
        )
        refused(31, "admin_endpoint", "", "admin_endpoint is required for Restate provider")
        refused(
            31,
            "worker_advertised_url",
            "landlord:9080",
            "invalid worker_advertised_url URL: worker_advertised_url must include scheme (http or https)",
        )

        refused(32, "timeout", "0", "timeout must be positive")
        refused(32, "timeout", "-5m", "timeout must be positive")
        refused(15, "timeout", "999ms", "timeout must be between 1s and 24h, got 999ms")
        refused(15, "timeout", "24h1s", "timeout must be between 1s and 24h, got 24h1s")
        for (text in listOf("30", "soon", "")) {
            val found = text.ifEmpty { "nothing" }
            val message = "timeout must be a duration such as 30m, 1h30m or 500ms, got $found"
            refused(15, "timeout", text, message)
        }
        test("row 15: accepts a timeout from 1s to 24h") {
            for (timeout in listOf("1s", "24h")) {
                config(*restate("timeout" to timeout)).restate().timeout() shouldBe
                    GoDuration.parse(timeout).get()
            }
        }
        refused(32, "retry_attempts", "-1", "retry_attempts must be non-negative")
        for (many in listOf("1001", "2147483647")) {
            refused(32, "retry_attempts", many, "retry_attempts must be at most 1000, got $many")
        }
        refused(16, "retry_attempts", "many", "retry_attempts must be a whole number, got many")
        refused(
            32,
            "worker_compute_cache_ttl",
            "-1s",
            "worker_compute_cache_ttl must be non-negative",
        )
        refused(32, "auth_type", "api_key", "api_key auth_type requires api_key to be configured")
        for (mechanism in listOf("fargate", "self-hosted")) {
            refused(
                32,
                "execution_mechanism",
                mechanism,
                "worker_advertised_url is required for registration",
            )
        }
        test("row 32: requires an advertised URL for a worker on all interfaces") {
            for (address in listOf("0.0.0.0", "::")) {
                problems(
                    "worker.address" to address,
                    "worker.insecure" to "true",
                    *restate(),
                ) shouldContainExactly listOf("worker_advertised_url is required for registration")
            }
        }
        test("row 32: requires no advertised URL without registration") {
            for (mechanism in listOf("fargate", "self-hosted", "lambda")) {
                config(
                        *restate(
                            "execution_mechanism" to mechanism,
                            "worker_register_on_startup" to "false",
                        )
                    )
                    .restate()
                    .deployment()
                    .registerOnStartup() shouldBe false
            }
        }
        refused(
            17,
            "worker_register_on_startup",
            "yes",
            "worker_register_on_startup must be true or false, got yes",
        )
        refused(
            11,
            "execution_mechanism",
            "lambda",
            "lambda_arn is required for execution_mechanism lambda",
        )
        val unversioned = "arn:aws:lambda:eu-west-1:123456789012:function:landlord"
        refused(
            11,
            "lambda_arn",
            unversioned,
            "lambda_arn must be the ARN of a function with its version or alias," +
                " such as $unversioned:7, got $unversioned",
        )
        refused(
            11,
            "assume_role_arn",
            "admin",
            "assume_role_arn must be the ARN of a role, got admin",
        )
        refused(
            11,
            "kubernetes_service",
            "Landlord",
            "kubernetes_service must be a name of Kubernetes: lower case letters, digits and -, at most 63, got Landlord",
        )
        refused(
            12,
            "service_name",
            "7up",
            "service_name must be letters, digits, '.', '_' and '-', beginning with a letter, got 7up",
        )
        refused("http.port", "65536", "port must be between 0 and 65535, got 65536")
        refused(
            "worker.port",
            "tcp://10.0.0.1:9080",
            "port must be a whole number, got tcp://10.0.0.1:9080",
        )
        refused("worker.address", "", "address must not be empty, got nothing")
        refused("controller.workers", "0", "workers must be at least 1, got 0")
        refused("controller.max_retries", "-1", "max_retries must be non-negative")
        refused("controller.shutdown_timeout", "0", "shutdown_timeout must be positive")
        refused(
            "controller.reconciliation_interval",
            "876001h",
            "reconciliation_interval must be at most 876000h (100 years)",
        )
        refused(
            "controller.queue_backoff_max",
            "10ms",
            "queue_backoff_max must not be shorter than queue_backoff_initial",
        )
        refused(
            "controller.workflow_provider",
            "cron",
            "invalid workflow_provider: cron (must be mock, step-functions, or restate)",
        )
        refused(
            "log_level",
            "loud",
            "invalid log_level: loud (must be debug, info, warn, or error)",
        )

        test("reports all errors at once, each with its key and source") {
            val failure =
                shouldThrow<InvalidConfigException> {
                    config(
                        *restate(
                            "auth_type" to "basic",
                            "timeout" to "0",
                            "execution_mechanism" to "fargate",
                        ),
                        "log_level" to "loud",
                    )
                }
            failure.message shouldBe
                """
                invalid configuration:
                - restate config: invalid auth_type: basic (must be none, api_key, or iam) (workflow.restate.auth_type, from the flag --workflow.restate.auth_type)
                - restate config: timeout must be positive (workflow.restate.timeout, from the flag --workflow.restate.timeout)
                - restate config: worker_advertised_url is required for registration (workflow.restate.worker_advertised_url is not set)
                - invalid log_level: loud (must be debug, info, warn, or error) (log_level, from the flag --log_level)
                """
                    .trimIndent()
        }

        test("row 33: checks the block of Restate if it is used, or if its endpoint is set") {
            val wrong = "workflow.restate.timeout" to "0"
            val message = listOf("timeout must be positive")
            config(wrong).restate().timeout() shouldBe Duration.ZERO
            problems(wrong, "workflow.default_provider" to "restate") shouldBe message
            problems(wrong, "controller.workflow_provider" to "restate") shouldBe message
            problems(wrong, "workflow.restate.endpoint" to "http://restate:8080") shouldBe message
        }
    })
