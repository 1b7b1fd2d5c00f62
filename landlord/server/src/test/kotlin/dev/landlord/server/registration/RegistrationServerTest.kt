package dev.landlord.server.registration

import dev.landlord.devserver.RestateServer
import dev.landlord.server.auth.Authentication
import dev.landlord.server.config.config
import dev.landlord.server.config.restate
import dev.landlord.server.restate.RestateException
import dev.landlord.server.restate.RestateHttp
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import java.net.URI
import java.time.Duration
import kotlin.time.Duration.Companion.minutes

/** Registration with a real restate-server. */
class RegistrationServerTest :
    FunSpec({
        // It is not to look for AWS around here.
        val server =
            RestateServer.options().environment("AWS_EC2_METADATA_DISABLED", "true").start()
        val limit = Duration.ofSeconds(20)
        afterSpec { server.close() }

        fun start(
            listening: URI,
            services: Set<String>,
            vararg settings: Pair<String, String>,
        ): Registrar {
            val restate =
                config(*restate("admin_endpoint" to "${server.adminUrl()}", *settings)).restate()
            return Registrar.start(
                restate,
                RestateHttp(Authentication.of(restate.auth())),
                listening,
                services.associateWith { Duration.ZERO },
            )
        }

        /** The services that Restate would call at [uri]. */
        fun registeredAt(uri: URI): List<String> =
            server
                .admin()
                .query(
                    "select s.name from sys_service s join sys_deployment d on s.deployment_id = d.id" +
                        " where d.endpoint = '$uri/'"
                )
                .map { it["name"].asText() }

        fun deployments(uri: URI): Int =
            server.admin().query("select id from sys_deployment where endpoint = '$uri/'").size

        test("row 37 and 38: a start and a restart register the same services") {
            serving("First", "Second").use { endpoint ->
                repeat(2) {
                    start(endpoint.uri(), setOf("First", "Second")).use { registrar ->
                        registrar.awaitReady(limit) shouldBe true
                        registrar.requireRegistered("First")
                    }
                    registeredAt(endpoint.uri()) shouldContainExactlyInAnyOrder
                        listOf("First", "Second")
                    deployments(endpoint.uri()) shouldBe 1
                }
            }
        }

        test("row 38: registers added services together with the existing ones") {
            val before = serving("Built", "In")
            val port = before.port()
            start(before.uri(), setOf("Built", "In")).use { registrar ->
                registrar.awaitReady(limit) shouldBe true
                before.close()
                serving("Built", "In", "Added", port = port).use { after ->
                    registrar.registerAgain(limits("Built", "In", "Added"))
                    registrar.awaitReady(limit) shouldBe true
                    registrar.requireRegistered("Added")
                    registeredAt(after.uri()) shouldContainExactlyInAnyOrder
                        listOf("Built", "In", "Added")
                }
            }
        }

        test("row 44: Restate accepts names with a prefix, and names that began with a digit") {
            val names = config(*restate("worker_namespace" to "acme")).restate().serviceNames()
            val services = listOf("3d-render", "tenant-provisioning").map(names::ofWorkflow)
            services shouldContainExactly listOf("acme-_3dRender", "acme-TenantProvisioning")
            val plain = config().restate().serviceNames().ofWorkflow("3d-render")
            serving(*services.toTypedArray(), plain).use { endpoint ->
                start(endpoint.uri(), services.toSet() + plain).use {
                    it.awaitReady(limit) shouldBe true
                }
            }
        }

        test("row 39 and 101: registers when an unreachable Restate starts") {
            RestateServer.start().use { late ->
                late.stop()
                serving("Patient").use { endpoint ->
                    start(
                            endpoint.uri(),
                            setOf("Patient"),
                            "worker_admin_endpoint" to "${late.adminUrl()}",
                        )
                        .use { registrar ->
                            eventually(2.minutes) {
                                registrar.readiness().reasons().last() shouldStartWith
                                    "Restate does not answer at ${late.adminUrl()}: "
                            }
                            shouldThrow<RestateException> {
                                registrar.requireRegistered("Patient")
                            }
                            late.restart()
                            registrar.awaitReady(limit) shouldBe true
                            registrar.requireRegistered("Patient")
                        }
                }
            }
        }

        test("reports a deployment that Restate cannot reach, and registers it later") {
            val gone = serving("Late")
            gone.close()
            start(gone.uri(), setOf("Late")).use { registrar ->
                eventually(2.minutes) {
                    val reason = registrar.readiness().reasons().last()
                    reason shouldStartWith
                        "POST ${server.adminUrl()}/deployments was answered with 500: "
                    reason shouldContain "[META0003]"
                }
                serving("Late", port = gone.port()).use {
                    registrar.awaitReady(limit) shouldBe true
                }
            }
        }

        test("row 17: finds services that the operator has registered") {
            serving("Manual").use { endpoint ->
                start(endpoint.uri(), setOf("Manual"), "worker_register_on_startup" to "false")
                    .use { registrar ->
                        eventually(2.minutes) {
                            registrar.readiness().reasons().last() shouldBe
                                "Restate does not know Manual; worker_register_on_startup is false," +
                                    " so register ${endpoint.uri()} with it"
                        }
                        server.admin().register(endpoint.uri())
                        registrar.awaitReady(limit) shouldBe true
                    }
            }
        }

        test("row 20: Restate accepts the ARN of a Lambda with a role, and fails only to call it") {
            val arn = "arn:aws:lambda:eu-west-1:123456789012:function:landlord:7"
            start(
                    URI("http://127.0.0.1:9080"),
                    setOf("A"),
                    "execution_mechanism" to "lambda",
                    "lambda_arn" to arn,
                )
                .use { registrar ->
                    eventually(2.minutes) {
                        registrar.readiness().reasons().last() shouldContain
                            "[META0003] error when calling '$arn'"
                    }
                }
        }

        test("row 20: Restate refuses a function without a version permanently") {
            val arn = "arn:aws:lambda:eu-west-1:123456789012:function:landlord"
            val admin = AdminClient(RestateHttp(Authentication.NONE), server.adminUrl())
            val refused =
                shouldThrow<AdminApiException> {
                    admin.register(Deployment(arn, mapOf("arn" to arn), ""))
                }
            refused.isTransient shouldBe false
            refused.message shouldStartWith
                "POST ${server.adminUrl()}/deployments was answered with 400:" +
                    " The request field 'arn' is invalid. Reason: A qualified ARN needs a version or alias suffix."
        }
    })
