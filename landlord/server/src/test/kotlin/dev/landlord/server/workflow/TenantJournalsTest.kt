package dev.landlord.server.workflow

import dev.landlord.server.compute.ComputeProviders
import dev.landlord.server.compute.MockCompute
import dev.landlord.server.decision.DecisionRules
import dev.landlord.workflow.java.WorkflowBody
import dev.landlord.workflow.testing.java.GoldenJournals
import io.kotest.core.spec.style.FunSpec
import kotlin.io.path.Path

/**
 * The journals were recorded when these workflows were in Kotlin. Only the types of the created
 * resources were removed from the files: kotlinx.serialization's tree is the same JSON as
 * Jackson's.
 */
class TenantJournalsTest :
    FunSpec({
        val providers = ComputeProviders("mock", MockCompute.inMemory())
        val workflows =
            mapOf<String, () -> WorkflowBody<TenantJob, TenantOutcome>>(
                "planning" to { TenantPlanning(providers, DecisionRules.none()) },
                "provisioning" to { TenantProvisioning(providers) },
                "update" to { TenantUpdate(providers) },
                "removal" to { TenantArchiving(providers) },
            )
        for ((folder, workflow) in workflows) {
            test("$folder continues the runs of earlier code") {
                GoldenJournals.check(Path("src/test/journals", folder), workflow)
            }
        }
    })
