package dev.landlord.server.workflow

import dev.landlord.server.compute.ComputeProviders
import dev.landlord.server.compute.MockCompute
import dev.landlord.server.compute.TenantSpec
import dev.landlord.server.compute.json
import dev.landlord.server.decision.DecisionRules
import dev.landlord.workflow.Campaign
import dev.landlord.workflow.testing.java.ReplayCheck
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.time.Duration

class TenantPlanningTest :
    FunSpec({
        val words = listOf("update directory", "create database", "create page")

        fun planning(): TenantPlanning {
            val mock = MockCompute.inMemory()
            mock.create("directory", TenantSpec("acme", json("{}")), "uuid-of-acme")
            return TenantPlanning(ComputeProviders("mock", mock), DecisionRules.none())
        }

        test("a plan lists the changes, and makes none of them") {
            story(planning()) {
                start(job(planning = Planning.AUTOMATIC))
                expectResult(TenantOutcome.planned(words))
                expectDone("plan")
            }
        }

        test("an approval of a plan has a subject and the requester") {
            val planning = planning()
            story(planning) {
                start(job(planning = Planning.APPROVAL))
                expectWaitingFor("plan")
                val request = status().approvals.single()
                request.subject shouldBe
                    "tenant acme on mock: update directory, create database, create page"
                request.requestedBy shouldBe "ada"
                advanceBy(Duration.ofDays(6))
                approve({ it.plan }, "dora")
                expectResult(TenantOutcome.planned(words))
            }
        }

        test("a rejected or expired approval of a plan fails the run") {
            val planning = planning()
            story(planning) {
                start(job(planning = Planning.APPROVAL))
                reject({ it.plan }, "dora", "too dear")
                status().failure?.code shouldBe 409
            }
            story(planning) {
                start(job(planning = Planning.APPROVAL))
                advanceBy(Duration.ofDays(8))
                status().failure?.code shouldBe 409
            }
        }

        test("is deterministic on replay, for all decisions") {
            ReplayCheck.of { planning() }
                .inputs(job(planning = Planning.APPROVAL), job(planning = Planning.AUTOMATIC))
                .whenWaiting { it.approve({ planning -> planning.plan }, "dora") }
                .iterations(Campaign.rounds(bounded = 60, full = 250))
                .check()
        }
    })
