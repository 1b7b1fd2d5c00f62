package dev.landlord.server.compute

import dev.landlord.api.FieldError
import dev.restate.sdk.common.TerminalException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers

class LocalComputeTest :
    FunSpec({
        val config = json("""{"owner": "owner@acme.example", "plan": "small"}""")

        include(computeProviderContract("local", config, LocalCompute(tempdir().toPath())))

        test("the page of a tenant responds, also after an update") {
            val compute = LocalCompute(tempdir().toPath())
            val tenant = TenantSpec("acme", config)
            val large = TenantSpec("acme", json("""{"owner": "a@b", "plan": "large"}"""))
            val resources = compute.resources(config)
            val url = resources.map { compute.create(it, tenant, "ours") }[2]["url"].asText()
            resources.map { compute.update(it, large, "ours") }[3] shouldBe
                json("""{"owner": "a@b", "plan": "large"}""")
            val answer =
                HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
            answer.statusCode() shouldBe 200
            resources.reversed().forEach { compute.remove(it, tenant, "ours") }
        }

        test("reports the errors of a configuration by field") {
            val compute = LocalCompute(tempdir().toPath())
            compute.errors(json("{}")) shouldBe
                listOf(FieldError("desired_config.owner", "is missing; expected a string"))
            compute.errors(json("""{"owner": 7, "plan": []}""")) shouldBe
                listOf(
                    FieldError("desired_config.owner", "expected a string, found 7"),
                    FieldError("desired_config.plan", "expected a string, found []"),
                )
            compute.errors(json("""{"owner": "me", "plan": "tiny"}""")) shouldBe
                listOf(
                    FieldError(
                        "desired_config.owner",
                        "owner \"me\": expected a mail address such as owner@acme.example",
                    ),
                    FieldError(
                        "desired_config.plan",
                        "plan \"tiny\": expected one of small, medium, large",
                    ),
                )
        }

        test("refuses an invalid name terminally, before it creates a resource") {
            val compute = LocalCompute(tempdir().toPath())
            val refused =
                shouldThrow<TerminalException> {
                    compute.create("directory", TenantSpec("1st", config), "ours")
                }
            refused.code shouldBe 400
            refused.message shouldBe
                "tenant \"1st\": expected 1 to 40 lower-case letters, digits and '-', " +
                    "starting with a letter"
            compute.status("1st").isPresent shouldBe false
        }
    })
