package dev.landlord.server.registration

import dev.landlord.server.auth.Authentication
import dev.landlord.server.auth.AuthenticationException
import dev.landlord.server.auth.SigV4
import dev.landlord.server.config.config
import dev.landlord.server.config.restate
import dev.landlord.server.restate.RestateException
import dev.landlord.server.restate.RestateHttp
import dev.landlord.server.restate.WorkflowNotRegisteredException
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import java.net.ServerSocket
import java.net.URI
import java.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** The requests of registration to the admin API, and the handling of its responses. */
class RegistrarTest :
    FunSpec({
        val listening = URI("http://127.0.0.1:9080")
        val limit = Duration.ofSeconds(20)

        fun register(
            admin: URI,
            services: Map<String, Duration>,
            vararg settings: Pair<String, String>,
            authentication: Authentication? = null,
        ): Registrar {
            val restate = config(*restate("admin_endpoint" to "$admin", *settings)).restate()
            return Registrar.start(
                restate,
                RestateHttp(authentication ?: Authentication.of(restate.auth())),
                listening,
                services,
            )
        }

        fun start(
            admin: URI,
            services: Set<String>,
            vararg settings: Pair<String, String>,
            authentication: Authentication? = null,
        ) =
            register(
                admin,
                services.associateWith { Duration.ZERO },
                *settings,
                authentication = authentication,
            )

        fun FakeAdmin.register(services: Map<String, Duration>) = register(url, services)

        fun FakeAdmin.start(vararg settings: Pair<String, String>) =
            start(url, setOf("A", "B"), *settings)

        test(
            "row 41 and 42: checks the health of Restate, registers the deployment, and logs the registered services"
        ) {
            LogLines().use { log ->
                FakeAdmin(setOf("A", "B", "C")).use { admin ->
                    admin.start().use { registrar ->
                        registrar.awaitReady(limit) shouldBe true
                        registrar.readiness() shouldBe Readiness(setOf("A", "B"), listOf())
                        registrar.requireRegistered("A")
                    }
                    admin.asked.map { "$it" } shouldContainExactly
                        listOf(
                            "GET /health",
                            """POST /deployments {"uri":"http://127.0.0.1:9080","force":true}""",
                        )
                }
                log.all shouldContainExactly
                    listOf(
                        "INFO registering Restate workflow provider endpoint=http://localhost:8080 execution_mechanism=local",
                        "INFO workflow registered service=A",
                        "INFO workflow registered service=B",
                        "INFO workflow registration complete registered_count=2",
                    )
            }
        }

        test("the inactivity timeout of a generated service is raised to its longest attempt") {
            FakeAdmin(setOf("A", "B")).use { admin ->
                admin.inactivityTimeout = "1m"
                val services = mapOf("A" to Duration.ofHours(1), "B" to Duration.ZERO)
                admin.register(services).use { it.awaitReady(limit) shouldBe true }
                admin.asked.map { "$it" } shouldContain
                    """PATCH /services/A {"inactivity_timeout":"3600s","abort_timeout":"60s"}"""
                admin.asked.count { it.method == "PATCH" } shouldBe 1
            }
        }

        test("an inactivity timeout of 0 is kept") {
            FakeAdmin(setOf("A")).use { admin ->
                admin.inactivityTimeout = "0s"
                admin.register(mapOf("A" to Duration.ofHours(1))).use {
                    it.awaitReady(limit) shouldBe true
                }
                admin.asked.count { it.method == "PATCH" } shouldBe 0
            }
        }

        test(
            "services are ready and a warning is logged if Restate refuses the inactivity timeout"
        ) {
            LogLines().use { log ->
                FakeAdmin(setOf("A")).use { admin ->
                    admin.inactivityTimeout = "1m"
                    admin.instead = { asked ->
                        if (asked.method == "PATCH") 403 to """{"message": "read only"}""" else null
                    }
                    admin.register(mapOf("A" to Duration.ofHours(1))).use {
                        it.awaitReady(limit) shouldBe true
                    }
                    log.all.single { it.startsWith("WARN") } shouldBe
                        "WARN Restate did not raise the inactivity timeout of the service to PT1H, so a" +
                            " cancellation does not reach a step that runs for longer than Restate's default;" +
                            " allow PATCH /services/…, or raise the default of Restate service=A:" +
                            " PATCH ${admin.url}/services/A was answered with 403: read only"
                }
            }
        }

        test("row 20: registers a Lambda by its ARN and role") {
            val arn = "arn:aws:lambda:eu-west-1:123456789012:function:landlord:7"
            val role = "arn:aws:iam::123456789012:role/restate"
            FakeAdmin(setOf("A", "B")).use { admin ->
                admin
                    .start(
                        "execution_mechanism" to "lambda",
                        "lambda_arn" to arn,
                        "assume_role_arn" to role,
                    )
                    .use { it.awaitReady(limit) shouldBe true }
                admin.registrations.map { it.body } shouldContainExactly
                    listOf("""{"arn":"$arn","assume_role_arn":"$role","force":true}""")
            }
        }

        test("row 18: registers at worker_admin_endpoint") {
            FakeAdmin(setOf("A")).use { admin ->
                start(
                        URI("http://127.0.0.1:1"),
                        setOf("A"),
                        "worker_admin_endpoint" to "${admin.url}/",
                    )
                    .use { it.awaitReady(limit) shouldBe true }
                admin.asked.first().path shouldBe "/health"
            }
        }

        test("row 34: every request contains the API key") {
            FakeAdmin(setOf("A", "B")).use { admin ->
                admin.start("auth_type" to "api_key", "api_key" to "rk_1").use {
                    it.awaitReady(limit) shouldBe true
                }
                admin.asked.map { it.headers["Authorization"] }.distinct() shouldContainExactly
                    listOf("Bearer rk_1")
            }
        }

        test("row 34: every request is signed") {
            System.setProperty("aws.accessKeyId", "AKID")
            System.setProperty("aws.secretAccessKey", "secret")
            try {
                FakeAdmin(setOf("A", "B")).use { admin ->
                    admin.start("auth_type" to "iam", "aws_region" to "eu-west-1").use {
                        it.awaitReady(limit) shouldBe true
                    }
                    for (asked in admin.asked) {
                        val signed =
                            asked.headers.filterKeys {
                                it == "Host" || it.startsWith("X-amz-")
                            }
                        asked.headers["Authorization"] shouldBe
                            SigV4("AKID", "secret", "eu-west-1", "lambda")
                                .authorization(
                                    asked.method,
                                    admin.url.resolve(asked.path),
                                    signed,
                                    asked.body,
                                )
                    }
                }
            } finally {
                System.clearProperty("aws.accessKeyId")
                System.clearProperty("aws.secretAccessKey")
            }
        }

        test("row 38: succeeds if the services are registered already") {
            FakeAdmin().use { admin ->
                admin.registered = setOf("A", "B")
                admin.instead = {
                    if (it.method == "POST") 409 to """{"message": "already exists"}""" else null
                }
                admin.start().use { it.awaitReady(limit) shouldBe true }
                admin.asked.map { "$it".substringBefore(" {") }.toSet() shouldBe
                    setOf("GET /health", "POST /deployments", "GET /services/A", "GET /services/B")
            }
        }

        test(
            "row 39: while Restate is away it is logged once, a use names its address, and it is retried"
        ) {
            val port = ServerSocket(0).use { it.localPort }
            LogLines().use { log ->
                start(URI("http://127.0.0.1:$port"), setOf("A")).use { registrar ->
                    eventually(2.minutes) { registrar.readiness().reasons() shouldHaveSize 2 }
                    shouldThrow<RestateException> { registrar.requireRegistered("A") }
                        .message shouldBe
                        "failed to connect to restate server: Restate does not answer at http://127.0.0.1:$port:" +
                            " no connection; is it running there? Check workflow.restate.endpoint and" +
                            " workflow.restate.admin_endpoint"
                    registrar.awaitReady(Duration.ofMillis(1_700)) shouldBe false
                    registrar.readiness() shouldBe
                        Readiness(
                            setOf(),
                            listOf(
                                "workflow services not registered yet: A",
                                "Restate does not answer at http://127.0.0.1:$port: no connection",
                            ),
                        )
                    log.complaints shouldContainExactly
                        listOf(
                            "WARN restate server unreachable at initialization (will retry on first use):" +
                                " Restate does not answer at http://127.0.0.1:$port: no connection"
                        )
                }
            }
        }

        test(
            "row 40: a refusal that can pass is logged once, in Restate's words, and retried until it does"
        ) {
            LogLines().use { log ->
                FakeAdmin(setOf("A", "B")).use { admin ->
                    val refusal =
                        "POST ${admin.url}/deployments was answered with 500: [META0003] no answer;" +
                            " if Restate reaches http://127.0.0.1:9080 under another URL," +
                            " set workflow.restate.worker_advertised_url"
                    admin.instead = {
                        if (it.method == "POST") 500 to """{"message": "[META0003] no answer"}"""
                        else null
                    }
                    admin.start().use { registrar ->
                        eventually(2.minutes) { admin.registrations shouldHaveSize 3 }
                        registrar.readiness().reasons().last() shouldBe refusal
                        admin.instead = { null }
                        registrar.awaitReady(limit) shouldBe true
                    }
                    log.complaints shouldContainExactly
                        listOf("WARN workflow registration incomplete (will retry): $refusal")
                    log.all.last() shouldBe "INFO workflow registration complete registered_count=2"
                }
            }
        }

        test("row 98: retries after 401 and 403, because an operator can fix their cause") {
            FakeAdmin(setOf("A", "B")).use { admin ->
                admin.instead = { 401 to "who are you?" }
                admin.start().use { registrar ->
                    eventually(2.minutes) {
                        registrar.readiness().reasons().last() shouldBe
                            "GET ${admin.url}/health was answered with 401: who are you?"
                    }
                    admin.instead = { null }
                    registrar.awaitReady(limit) shouldBe true
                }
            }
        }

        test(
            "a refusal for good is an error, and is tried again on use or with other services only"
        ) {
            LogLines().use { log ->
                FakeAdmin(setOf("A", "B")).use { admin ->
                    val refusal =
                        "POST ${admin.url}/deployments was answered with 400: uri is invalid"
                    admin.instead = {
                        if (it.method == "POST") 400 to """{"message": "uri is invalid"}"""
                        else null
                    }
                    admin.start().use { registrar ->
                        eventually(2.minutes) {
                            registrar.readiness().reasons() shouldContain refusal
                        }
                        // Longer than two delays of what is retried.
                        registrar.awaitReady(Duration.ofMillis(1_700)) shouldBe false
                        admin.registrations shouldHaveSize 1

                        shouldThrow<WorkflowNotRegisteredException> {
                            registrar.requireRegistered("B")
                        }
                        eventually(2.minutes) { admin.registrations shouldHaveSize 2 }
                        registrar.registerAgain(limits("A"))
                        eventually(2.minutes) { admin.registrations shouldHaveSize 3 }
                    }
                    log.complaints shouldContainExactly
                        listOf(
                            "ERROR workflow registration refused (will retry on first use): $refusal"
                        )
                }
            }
        }

        test("row 39: a request for a missing service shortens the delay") {
            FakeAdmin(setOf("A", "B")).use { admin ->
                admin.instead = { 503 to "" }
                admin.start().use { registrar ->
                    // After the fourth, the next would be 4 seconds away.
                    eventually(2.minutes) { admin.asked shouldHaveSize 4 }
                    admin.instead = { null }
                    eventually(3.seconds) { registrar.requireRegistered("A") }
                }
            }
        }

        test("a request for an unserved service does not cause a retry") {
            FakeAdmin(setOf("A", "B")).use { admin ->
                admin.start().use { registrar ->
                    registrar.awaitReady(limit) shouldBe true
                    shouldThrow<WorkflowNotRegisteredException> { registrar.requireRegistered("X") }
                    registrar.readiness().isReady shouldBe true
                }
            }
        }

        test(
            "row 38: a service that Restate did not find at the deployment keeps it from being ready"
        ) {
            LogLines().use { log ->
                FakeAdmin(setOf("A")).use { admin ->
                    admin.start().use { registrar ->
                        eventually(2.minutes) { admin.registrations shouldHaveSize 2 }
                        registrar.requireRegistered("A")
                        registrar.readiness() shouldBe
                            Readiness(
                                setOf("A"),
                                listOf(
                                    "workflow services not registered yet: B",
                                    "Restate found no B at http://127.0.0.1:9080",
                                ),
                            )
                    }
                    log.complaints shouldContainExactly
                        listOf(
                            "WARN workflow registration incomplete (will retry):" +
                                " Restate found no B at http://127.0.0.1:9080"
                        )
                }
            }
        }

        test(
            "row 17: with worker_register_on_startup=false it only looks, until an operator has registered"
        ) {
            FakeAdmin().use { admin ->
                admin.registered = setOf("A")
                admin.start("worker_register_on_startup" to "false").use { registrar ->
                    eventually(2.minutes) {
                        registrar.readiness() shouldBe
                            Readiness(
                                setOf("A"),
                                listOf(
                                    "workflow services not registered yet: B",
                                    "Restate does not know B; worker_register_on_startup is false," +
                                        " so register http://127.0.0.1:9080 with it",
                                ),
                            )
                    }
                    admin.registered = setOf("A", "B")
                    registrar.awaitReady(limit) shouldBe true
                    admin.registrations shouldHaveSize 0
                }
            }
        }

        test(
            "what is registered stays so while Restate is away, and is forgotten when no longer served"
        ) {
            FakeAdmin(setOf("A", "B")).use { admin ->
                admin.start().use { registrar ->
                    registrar.awaitReady(limit) shouldBe true
                    admin.instead = { 503 to "" }
                    registrar.registerAgain(limits("B", "C"))
                    eventually(2.minutes) { registrar.readiness().reasons() shouldHaveSize 2 }
                    registrar.readiness().registered() shouldBe setOf("B")
                    registrar.requireRegistered("B")
                    shouldThrow<WorkflowNotRegisteredException> { registrar.requireRegistered("A") }
                }
            }
        }

        test("retries after every kind of failure") {
            var broken = true
            val authentication = Authentication { _, _, _ ->
                if (broken) error("no such luck") else mapOf()
            }
            FakeAdmin(setOf("A")).use { admin ->
                start(admin.url, setOf("A"), authentication = authentication).use { registrar ->
                    eventually(2.minutes) {
                        registrar.readiness().reasons() shouldContain
                            "java.lang.IllegalStateException: no such luck"
                    }
                    broken = false
                    registrar.awaitReady(limit) shouldBe true
                }
            }
        }

        test("close() stops the attempts") {
            FakeAdmin().use { admin ->
                admin.instead = { 503 to "" }
                val registrar = admin.start()
                eventually(2.minutes) { admin.asked shouldHaveSize 1 }
                registrar.close()
                registrar.awaitReady(Duration.ofMillis(1_200)) shouldBe false
                admin.asked shouldHaveSize 1
            }
        }

        test("row 34: reports missing credentials, and sends nothing") {
            val unauthenticated = Authentication { _, _, _ ->
                throw AuthenticationException("no credentials", null)
            }
            LogLines().use { log ->
                FakeAdmin().use { admin ->
                    start(admin.url, setOf("A"), authentication = unauthenticated).use { registrar
                        ->
                        eventually(2.minutes) {
                            registrar.readiness().reasons().last() shouldBe "no credentials"
                        }
                    }
                    admin.asked shouldHaveSize 0
                }
                log.complaints shouldContainExactly
                    listOf("WARN workflow registration incomplete (will retry): no credentials")
            }
        }
    })
