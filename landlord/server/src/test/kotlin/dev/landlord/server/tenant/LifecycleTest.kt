package dev.landlord.server.tenant

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class LifecycleTest :
    FunSpec({
        test(
            "row 55: the name of a run says whose, what and which, so that a restart is another run"
        ) {
            Lifecycle.PROVISION.executionName("0198-ab", 1) shouldBe
                "tenant-0198-ab-tenant-provisioning-provision-1"
            Lifecycle.PROVISION.executionName("0198-ab", 2) shouldBe
                "tenant-0198-ab-tenant-provisioning-provision-2"
        }
    })
