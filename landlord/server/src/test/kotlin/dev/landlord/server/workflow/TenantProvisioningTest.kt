package dev.landlord.server.workflow

import dev.landlord.server.compute.ComputeProviders
import dev.landlord.server.compute.MockCompute
import dev.landlord.server.compute.TenantSpec
import dev.landlord.server.compute.json
import dev.landlord.workflow.Campaign
import dev.landlord.workflow.UndoOutcome
import dev.landlord.workflow.WorkflowPhase
import dev.landlord.workflow.testing.java.ReplayCheck
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.time.Duration

class TenantProvisioningTest :
    FunSpec({
        val told = "java.io.IOException: the mock is configured to fail at"

        test("creates all resources with the claim of the tenant, and returns the URL") {
            val mock = MockCompute.inMemory()
            story(TenantProvisioning(ComputeProviders("mock", mock))) {
                crashAfterEveryEntry()
                start(job())
                expectDone("create directory", "create database", "create page")
                expectUndone()
            }
            val presence = mock.status("acme").orElseThrow()
            presence.claim() shouldBe "uuid-of-acme"
            presence.observed().keys shouldBe setOf("directory", "database", "page")
        }

        test("row 16: retries a step retry_attempts times, then runs the undo actions") {
            val mock = MockCompute.inMemory()
            story(TenantProvisioning(ComputeProviders("mock", mock))) {
                start(job("""{"fail_at": "page", "fail_times": 4}""", retryAttempts = 3))
                expectFailure("step \"create page\" failed: $told \"page\"", 500)
                expectUndone("remove page", "remove database", "remove directory")
            }
            mock.status("acme").isPresent shouldBe false
        }

        test("row 16: succeeds if the last attempt succeeds") {
            val mock = MockCompute.inMemory()
            story(TenantProvisioning(ComputeProviders("mock", mock))) {
                start(job("""{"fail_at": "page", "fail_times": 3}""", retryAttempts = 3))
                expectDone("create directory", "create database", "create page")
            }
        }

        test("row 15: at the timeout, fails with 504 and runs the undo actions") {
            val mock = MockCompute.inMemory()
            story(TenantProvisioning(ComputeProviders("mock", mock))) {
                hold("create database")
                start(job(timeout = Duration.ofMinutes(10)))
                advanceBy(Duration.ofMinutes(11))
                release("create database")
                expectFailure("the block of withTimeout took longer than 10m", 504)
                expectUndone("remove page", "remove database", "remove directory")
            }
            mock.status("acme").isPresent shouldBe false
        }

        test("row 62: succeeds if a failed creation has created the resource") {
            val mock = MockCompute.inMemory()
            story(TenantProvisioning(ComputeProviders("mock", mock))) {
                start(job("""{"fail_at": "database", "fail_after_effect": true}"""))
                expectDone("create directory", "look for database", "create page")
                expectUndone()
            }
        }

        test("row 62: does not change a resource with another claim") {
            val mock = MockCompute.inMemory()
            val other = TenantSpec("acme", json("{}"))
            mock.create("directory", other, "theirs")
            story(TenantProvisioning(ComputeProviders("mock", mock))) {
                start(job())
                expectFailure(
                    "tenant \"acme\" belongs to another owner; choose another name",
                    409,
                )
            }
            mock.status("acme").orElseThrow().claim() shouldBe "theirs"
        }

        test("a cancelled run waits for the running step, and runs the undo actions") {
            val mock = MockCompute.inMemory()
            story(TenantProvisioning(ComputeProviders("mock", mock))) {
                hold("create page")
                start(job())
                cancel()
                release("create page")
                expectCancelled()
                expectUndone("remove page", "remove database", "remove directory")
            }
            mock.status("acme").isPresent shouldBe false
        }

        test("reports failed undo actions, and runs the others") {
            val mock = MockCompute.inMemory()
            story(TenantProvisioning(ComputeProviders("mock", mock))) {
                start(job("""{"fail_at": "page", "fail_removal_of": "database"}"""))
                expectUndone("remove page", "remove directory")
                status().phase shouldBe WorkflowPhase.PARTIALLY_COMPENSATED
                status().undo.single { it.outcome == UndoOutcome.FAILED }.name shouldBe
                    "remove database"
            }
            mock.status("acme").orElseThrow().observed().keys shouldBe setOf("database")
        }

        test("refuses an invalid job with 400") {
            val workflow = TenantProvisioning(ComputeProviders("mock", MockCompute.inMemory()))
            fun refused(job: TenantJob, message: String) =
                story(workflow) {
                    start(job)
                    expectFailure(message, 400)
                    expectDone()
                }
            refused(
                job(provider = "cloud"),
                "unknown compute provider \"cloud\"; expected one of mock",
            )
            fun attempts(found: Int) =
                "retry_attempts: expected a whole number from 0 to 1000, found $found"
            refused(job(retryAttempts = -1), attempts(-1))
            refused(job(retryAttempts = Int.MAX_VALUE), attempts(Int.MAX_VALUE))
            fun timeout(found: String) =
                "timeout: expected a positive duration of at most 36500 days, such as PT30M, found $found"
            refused(job(timeout = Duration.ofSeconds(0)), timeout("PT0S"))
            refused(job(timeout = Duration.ofDays(36_501)), timeout("PT876024H"))
        }

        test("is deterministic on replay") {
            ReplayCheck.of {
                    TenantProvisioning(ComputeProviders("mock", MockCompute.inMemory()))
                }
                .inputs(job(), job("""{"fail_at": "page"}"""), job("""{"resources": ["a"]}"""))
                .iterations(Campaign.rounds(bounded = 60, full = 250))
                .check()
        }
    })
