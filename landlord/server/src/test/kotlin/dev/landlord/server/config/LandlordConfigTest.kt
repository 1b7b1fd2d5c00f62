package dev.landlord.server.config

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.net.URI
import java.nio.file.Path
import java.time.Duration
import java.util.Optional

class LandlordConfigTest :
    FunSpec({
        fun <T : Any> none(): Optional<T> = Optional.empty()

        test("row 8 to 18, 24, 28, 85 and 100: an empty configuration has all defaults") {
            config() shouldBe
                LandlordConfig(
                    Provider.MOCK,
                    "workflow.default_provider, from the default",
                    RestateConfig(
                        URI("http://localhost:8080"),
                        URI("http://localhost:9070"),
                        AuthConfig(AuthType.NONE, none(), none(), "lambda"),
                        ServiceNames(none(), none(), none()),
                        Duration.ofMinutes(30),
                        3,
                        DeploymentConfig(
                            ExecutionMechanism.LOCAL,
                            URI("http://localhost:9070"),
                            true,
                            none(),
                            none(),
                            none(),
                            "landlord",
                            "default",
                        ),
                        TenantComputeConfig(
                            URI("http://127.0.0.1:8081"),
                            "local",
                            Duration.ofMinutes(5),
                        ),
                    ),
                    ShellConfig(true, none()),
                    HttpConfig("127.0.0.1", 8081, setOf(), Duration.ofSeconds(30), 2_000),
                    IdentityConfig(Optional.empty(), Optional.empty()),
                    StoreConfig(
                        "jdbc:h2:file:./landlord-data/landlord",
                        Optional.empty(),
                        Optional.empty(),
                    ),
                    LimitsConfig(100, 20, 1000),
                    WorkerConfig("127.0.0.1", 9080, listOf()),
                    ControllerConfig(
                        true,
                        none(),
                        PlanningMode.NONE,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        3,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        5,
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(5),
                    ),
                    ComputeConfig("local", Path.of("tenants"), Optional.empty()),
                    LogLevel.INFO,
                    LogFormat.TEXT,
                )
        }

        test("the mock can store its tenants in a folder") {
            config("compute.mock.root" to "notes").compute().mockRoot() shouldBe
                Optional.of(Path.of("notes"))
        }

        test("row 28: an endpoint is a valid configuration") {
            config(*restate("endpoint" to "https://restate.example")).restate().timeout() shouldBe
                Duration.ofMinutes(30)
        }

        test("row 18: a key without a value follows the key that is its default") {
            val config =
                config(
                    "workflow.restate.admin_endpoint" to "http://admin:9070",
                    "http.host" to "0.0.0.0",
                    "auth.admin_key" to "k".repeat(32),
                    "http.port" to "8090",
                    "compute.default_provider" to "mock",
                    "controller.reconciliation_interval" to "3s",
                )
            config.restate().deployment().adminEndpoint() shouldBe URI("http://admin:9070")
            config.restate().tenantCompute().landlordApiUrl() shouldBe URI("http://127.0.0.1:8090")
            config.restate().tenantCompute().defaultProvider() shouldBe "mock"
            config.controller().statusPollInterval() shouldBe Duration.ofSeconds(3)
        }

        test(
            "row 18: the keys of the worker take precedence over the keys that are their defaults"
        ) {
            val restate =
                config(
                        *restate(
                            "worker_admin_endpoint" to "http://inside:9070",
                            "worker_landlord_api_url" to "http://landlord:8081",
                            "worker_compute_provider" to "other",
                            "worker_compute_cache_ttl" to "0",
                        )
                    )
                    .restate()
            restate.adminEndpoint() shouldBe URI("http://localhost:9070")
            restate.deployment().adminEndpoint() shouldBe URI("http://inside:9070")
            restate.tenantCompute() shouldBe
                TenantComputeConfig(URI("http://landlord:8081"), "other", Duration.ZERO)
        }

        test("row 85: the provider of the controller takes precedence") {
            config("controller.workflow_provider" to "restate").requireProvider() shouldBe
                Provider.RESTATE
            config().requireProvider() shouldBe Provider.MOCK
        }

        test("row 8: accepts step-functions in the configuration, and refuses to use it") {
            val config = config("workflow.default_provider" to "step-functions")
            shouldThrow<IllegalStateException> { config.requireProvider() }.message shouldBe
                "workflow provider step-functions cannot be used here: this Landlord runs workflows with restate," +
                    " or simulates them with mock; set one of these" +
                    " (workflow.default_provider, from the flag --workflow.default_provider)"
        }
    })
