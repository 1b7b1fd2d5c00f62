package dev.landlord.server.tenant

import dev.landlord.server.tenant.TenantStatus.ARCHIVED
import dev.landlord.server.tenant.TenantStatus.ARCHIVING
import dev.landlord.server.tenant.TenantStatus.DELETING
import dev.landlord.server.tenant.TenantStatus.FAILED
import dev.landlord.server.tenant.TenantStatus.PLANNING
import dev.landlord.server.tenant.TenantStatus.PROVISIONING
import dev.landlord.server.tenant.TenantStatus.READY
import dev.landlord.server.tenant.TenantStatus.REQUESTED
import dev.landlord.server.tenant.TenantStatus.UPDATING
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class TenantStatesTest :
    FunSpec({
        val allowed =
            setOf(
                REQUESTED to PLANNING,
                REQUESTED to PROVISIONING,
                REQUESTED to FAILED,
                PLANNING to PROVISIONING,
                PLANNING to FAILED,
                PROVISIONING to READY,
                PROVISIONING to FAILED,
                READY to UPDATING,
                READY to DELETING,
                READY to ARCHIVING,
                UPDATING to READY,
                UPDATING to FAILED,
                DELETING to ARCHIVED,
                DELETING to FAILED,
                ARCHIVING to ARCHIVED,
                ARCHIVING to FAILED,
                FAILED to REQUESTED,
                FAILED to DELETING,
                FAILED to ARCHIVING,
            )

        for (from in TenantStatus.entries) {
            for (to in TenantStatus.entries) {
                if (from to to in allowed) {
                    test("row 79: allows ${from.wireName()} to ${to.wireName()}") {
                        TenantStates.check(from, to)
                    }
                } else {
                    test("row 79: refuses ${from.wireName()} to ${to.wireName()}") {
                        val refused =
                            shouldThrow<IllegalArgumentException> { TenantStates.check(from, to) }
                        refused.message shouldBe
                            if (from == ARCHIVED) "archived is a terminal state"
                            else "invalid transition from ${from.wireName()} to ${to.wireName()}"
                    }
                }
            }
        }

        test("row 78: serializes a status by name, and refuses unknown names") {
            TenantStatus.entries.map { it.wireName() } shouldBe
                listOf(
                    "requested",
                    "planning",
                    "provisioning",
                    "ready",
                    "updating",
                    "deleting",
                    "archiving",
                    "archived",
                    "failed",
                )
            for (status in TenantStatus.entries) TenantStatus.of(status.wireName()) shouldBe status
            shouldThrow<IllegalArgumentException> { TenantStatus.of("READY") }.message shouldBe
                "unknown status: READY"
        }

        test("row 80: only ready, archived and failed are resting") {
            TenantStatus.entries.filter { TenantStates.isResting(it) } shouldBe
                listOf(READY, ARCHIVED, FAILED)
        }
    })
