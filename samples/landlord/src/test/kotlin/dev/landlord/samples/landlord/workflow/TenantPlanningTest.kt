package dev.landlord.samples.landlord.workflow

import dev.landlord.samples.landlord.compute.ComputeProviders
import dev.landlord.samples.landlord.compute.MockCompute
import dev.landlord.samples.landlord.compute.TenantSpec
import dev.landlord.samples.landlord.compute.json
import dev.landlord.workflow.testing.ReplayOptions
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.runWorkflowTest
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlin.time.Duration.Companion.days

class TenantPlanningTest :
    FunSpec({
        val words = listOf("update directory", "create database", "create page")

        fun planning(): TenantPlanning {
            val mock = MockCompute.inMemory()
            mock.create("directory", TenantSpec("acme", json("{}")), "uuid-of-acme")
            return TenantPlanning(ComputeProviders("mock", mock))
        }

        test("a plan lists the changes, and makes none of them") {
            runWorkflowTest(planning().workflow) {
                start(job(planning = Planning.AUTOMATIC))
                expectResult(TenantOutcome("planned", plan = words))
                expectDone("plan")
            }
        }

        test("an approval of a plan has a subject and the requester") {
            val planning = planning()
            runWorkflowTest(planning.workflow) {
                start(job(planning = Planning.APPROVAL))
                expectWaitingFor("plan")
                val request = status().approvals.single()
                request.subject shouldBe
                    "tenant acme on mock: update directory, create database, create page"
                request.requestedBy shouldBe "ada"
                advanceBy(6.days)
                approve(planning.plan, "dora", Unit)
                expectResult(TenantOutcome("planned", plan = words))
            }
        }

        test("a rejected or expired approval of a plan fails the run") {
            val planning = planning()
            runWorkflowTest(planning.workflow) {
                start(job(planning = Planning.APPROVAL))
                reject(planning.plan, "dora", "too dear")
                status().failure?.code shouldBe 409
            }
            runWorkflowTest(planning.workflow) {
                start(job(planning = Planning.APPROVAL))
                advanceBy(8.days)
                status().failure?.code shouldBe 409
            }
        }

        test("is deterministic on replay, for all decisions") {
            val planning = planning()
            checkReplayDeterminism(
                listOf(job(planning = Planning.APPROVAL), job(planning = Planning.AUTOMATIC)),
                ReplayOptions(whenWaiting = { approve(planning.plan, "dora", Unit) }),
            ) {
                planning().workflow
            }
        }
    })
