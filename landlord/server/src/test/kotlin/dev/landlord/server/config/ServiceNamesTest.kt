package dev.landlord.server.config

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class ServiceNamesTest :
    FunSpec({
        fun names(vararg settings: Pair<String, String>) =
            config(*restate(*settings)).restate().serviceNames()

        test("row 44: my-workflow runs as MyWorkflow, also with digits and dashes at the start") {
            mapOf(
                    "my-workflow" to "MyWorkflow",
                    "tenant-provisioning" to "TenantProvisioning",
                    "one" to "One",
                    "v2-rollout" to "V2Rollout",
                    "Already-Upper" to "AlreadyUpper",
                    "a--b-" to "AB",
                    "3d-render" to "_3dRender",
                    "step-2" to "Step2",
                )
                .forEach { (id, service) -> names().ofWorkflow(id) shouldBe service }
        }

        test("row 18 and 44: namespace and prefix precede every name") {
            names("worker_namespace" to "acme").ofWorkflow("my-workflow") shouldBe "acme-MyWorkflow"
            names("worker_namespace" to "acme", "worker_service_prefix" to "eu")
                .ofWorkflow("my-workflow") shouldBe "acme-eu-MyWorkflow"
        }

        test("row 12 and 45: service_name is the name of the service for tenant-provisioning") {
            val names = names("service_name" to "MyWorkflowV2")
            names.ofWorkflow("tenant-provisioning") shouldBe "MyWorkflowV2"
            names.ofWorkflow("my-workflow") shouldBe "MyWorkflow"
        }
    })
