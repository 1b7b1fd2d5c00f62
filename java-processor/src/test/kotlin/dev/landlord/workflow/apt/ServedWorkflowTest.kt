package dev.landlord.workflow.apt

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.restate.WorkflowService
import dev.landlord.workflow.serve.WorkflowServer
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.util.function.Function
import kotlin.io.path.Path

/** A user's program in Java: compiled, served to a real server, and called with its own client. */
class ServedWorkflowTest :
    FunSpec({
        test("a workflow in Java is served and called through its client") {
            val loader = JavacRun(sourcesIn(Path("src/test/resources/generated"))).loader

            fun service(name: String): WorkflowService {
                val workflow = loader.loadClass("acme.$name").getConstructor().newInstance()
                return loader
                    .loadClass("acme.${name}Service")
                    .getConstructor(workflow.javaClass)
                    .newInstance(workflow) as WorkflowService
            }
            RestateServer.start().use { restate ->
                WorkflowServer.builder()
                    .bind(service("ProvisionTenant"))
                    .bind(service("Nightly"))
                    .bind(service("Onboard"))
                    .port(0)
                    .start()
                    .use { server ->
                        restate.admin().register(restate.serviceUrl(server.port()))
                        @Suppress("UNCHECKED_CAST")
                        val caller =
                            loader.loadClass("acme.Caller").getConstructor().newInstance()
                                as Function<String, List<String>>
                        caller.apply("${restate.ingressUrl()}") shouldBe
                            listOf(
                                "submitted",
                                "progress Tenant[name=acme, place=Cloud[region=eu], budget=0]",
                                "finance approved",
                                "approved again: no",
                                "legal approved",
                                "resized, pinged, left",
                                "result [Tenant[name=acme, place=Cloud[region=eu], budget=7]]",
                                "ready Tenant[name=acme, place=Cloud[region=eu], budget=7]",
                                "phase COMPLETED",
                                "nightly done true",
                                "onboard: COMPLETED, resized 2",
                            )
                    }
            }
        }
    })
