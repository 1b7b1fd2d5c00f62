package dev.landlord.server.registration

import dev.landlord.server.config.config
import dev.landlord.server.config.restate
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.net.URI

class DeploymentTest :
    FunSpec({
        val advertised = "worker_advertised_url" to "https://landlord.example/restate"

        fun deployment(mechanism: String, vararg settings: Pair<String, String>) =
            Deployment.of(
                config(*restate("execution_mechanism" to mechanism, *settings))
                    .restate()
                    .deployment(),
                URI("http://127.0.0.1:9080"),
            )

        fun http(url: String) =
            Deployment(
                url,
                mapOf("uri" to url),
                "if Restate reaches $url under another URL, set workflow.restate.worker_advertised_url",
            )

        test("row 11 and 20: local uses the URL at which this process listens") {
            deployment("local") shouldBe http("http://127.0.0.1:9080")
        }

        test("row 18: the advertised URL takes precedence") {
            for (mechanism in listOf("local", "fargate", "kubernetes", "self-hosted")) {
                deployment(mechanism, advertised) shouldBe http("https://landlord.example/restate")
            }
        }

        test("row 11 and 20: kubernetes uses the DNS name of the service") {
            deployment("kubernetes") shouldBe http("http://landlord.default.svc.cluster.local:9080")
            deployment(
                "kubernetes",
                "kubernetes_service" to "worker",
                "kubernetes_namespace" to "prod",
            ) shouldBe http("http://worker.prod.svc.cluster.local:9080")
        }

        test("rows 3, 11 and 20: lambda uses the ARN of a function version, and a role") {
            val arn = "arn:aws:lambda:eu-west-1:123456789012:function:landlord:7"
            val role = "arn:aws:iam::123456789012:role/restate"
            val advice =
                "if Restate may not invoke the function itself, set workflow.restate.assume_role_arn"
            deployment("lambda", "lambda_arn" to arn) shouldBe
                Deployment(arn, mapOf("arn" to arn), advice)
            deployment("lambda", "lambda_arn" to arn, "assume_role_arn" to role) shouldBe
                Deployment(arn, mapOf("arn" to arn, "assume_role_arn" to role), advice)
        }
    })
