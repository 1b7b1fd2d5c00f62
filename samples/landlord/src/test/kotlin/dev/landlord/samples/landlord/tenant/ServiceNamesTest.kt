package dev.landlord.samples.landlord.tenant

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.util.Optional

class ServiceNamesTest :
    FunSpec({
        test(
            "row 44: a workflow id is a service name in Pascal case, with digits and capitals as they are"
        ) {
            val names = ServiceNames.plain()
            names.ofWorkflow("my-workflow") shouldBe "MyWorkflow"
            names.ofWorkflow("tenant-provisioning") shouldBe "TenantProvisioning"
            names.ofWorkflow("s3-backup") shouldBe "S3Backup"
            names.ofWorkflow("backup-2x") shouldBe "Backup2x"
            names.ofWorkflow("AlreadySo") shouldBe "AlreadySo"
            names.ofWorkflow("-two--dashes-") shouldBe "TwoDashes"
        }

        test("row 18: namespace and prefix stand in front, as far as there are any") {
            fun names(namespace: String, prefix: String) =
                ServiceNames(namespace, prefix, Optional.empty())
            names("eu", "blue").ofWorkflow("my-workflow") shouldBe "eu-blue-MyWorkflow"
            names("eu", "").ofWorkflow("my-workflow") shouldBe "eu-MyWorkflow"
            names("", "blue").of("Tenant") shouldBe "blue-Tenant"
        }

        test("rows 12 and 45: provisioning may be called something else, and nothing else is") {
            val names = ServiceNames("", "blue", Optional.of("ProvisioningV2"))
            names.ofWorkflow("tenant-provisioning") shouldBe "blue-ProvisioningV2"
            names.ofWorkflow("tenant-update") shouldBe "blue-TenantUpdate"
        }

        test(
            "row 55: the name of a run says whose, what and which, so that a restart is another run"
        ) {
            Lifecycle.PROVISION.executionName("0198-ab", 1) shouldBe
                "tenant-0198-ab-tenant-provisioning-provision-1"
            Lifecycle.PROVISION.executionName("0198-ab", 2) shouldBe
                "tenant-0198-ab-tenant-provisioning-provision-2"
        }
    })
