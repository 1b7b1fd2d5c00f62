package dev.landlord.samples.landlord.compute

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

        test("the page of a tenant answers, and goes on answering after an update") {
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

        test("what is wrong with a configuration is told by field") {
            val compute = LocalCompute(tempdir().toPath())
            compute.problems(json("{}")) shouldBe
                listOf(FieldProblem("desired_config.owner", "is missing; expected a string"))
            compute.problems(json("""{"owner": 7, "plan": []}""")) shouldBe
                listOf(
                    FieldProblem("desired_config.owner", "expected a string, found 7"),
                    FieldProblem("desired_config.plan", "expected a string, found []"),
                )
            compute.problems(json("""{"owner": "me", "plan": "tiny"}""")) shouldBe
                listOf(
                    FieldProblem(
                        "desired_config.owner",
                        "owner \"me\": expected a mail address such as owner@acme.example",
                    ),
                    FieldProblem(
                        "desired_config.plan",
                        "plan \"tiny\": expected one of small, medium, large",
                    ),
                )
        }

        test("a name that is none of this cloud is refused for good, before anything is made") {
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
