package dev.landlord.benchmarks.arms

import dev.landlord.workflow.Approval
import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.Signal
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.approval
import dev.landlord.workflow.awaitApproval
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.compensate
import dev.landlord.workflow.fail
import dev.landlord.workflow.forEachParallel
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.signal
import dev.landlord.workflow.step
import java.net.URI

/** Sequential steps. */
@LandlordWorkflow
public class KotlinSteps {
    public val workflow: WorkflowDefinition<Int, String> = landlordWorkflow { count ->
        var weight = 0
        repeat(count) { n ->
            weight += step("send parcel $n") { Parcel("parcel-$n", n, "there") }.weight
        }
        "$weight kg"
    }
}

/** Steps with undo actions, and a failure after the last. */
@LandlordWorkflow
public class KotlinUndo {
    public val workflow: WorkflowDefinition<Int, String> = landlordWorkflow { count ->
        repeat(count) { n ->
            compensate("take parcel $n back") { takeBack(n) }
            step("send parcel $n") { Parcel("parcel-$n", n, "there") }
        }
        fail("the recipient moved", code = 409)
    }
}

/** A step, an approval, a step. */
@LandlordWorkflow
public class KotlinApproval(private val approver: AnsweringApprover) {
    public val go: Approval<Unit> by approval<Unit>()

    public val workflow: WorkflowDefinition<Int, String> = landlordWorkflow { count ->
        val parcel = step("pack parcel") { Parcel("parcel-$count", count, "there") }
        awaitApproval(go) { approver.approve("KotlinApproval", workflowId) }
        step("send parcel") { parcel.id }
    }
}

/** Parallel branches of one step each. */
@LandlordWorkflow
public class KotlinBranches {
    public val workflow: WorkflowDefinition<Int, String> = landlordWorkflow { count ->
        val parcels =
            forEachParallel((0 until count).toList()) { n ->
                step("send parcel $n") { Parcel("parcel-$n", n, "there") }
            }
        "${parcels.sumOf { it.weight }} kg"
    }
}

/** Sequential steps, then a wait; after a long wait, all steps are replayed. */
@LandlordWorkflow
public class KotlinWaiting {
    public val go: Signal<Unit> by signal<Unit>()

    public val workflow: WorkflowDefinition<Int, String> = landlordWorkflow { count ->
        var weight = 0
        repeat(count) { n ->
            weight += step("send parcel $n") { Parcel("parcel-$n", n, "there") }.weight
        }
        awaitSignal(go)
        "$weight kg"
    }
}

/** Serves the workflows in Kotlin. The argument is the ingress of Restate. */
public fun main(arguments: Array<String>) {
    val approver = AnsweringApprover(URI(arguments.single()))
    val server =
        serve(port = 0) {
            bind(KotlinStepsService(KotlinSteps()))
            bind(KotlinUndoService(KotlinUndo()))
            bind(KotlinApprovalService(KotlinApproval(approver)))
            bind(KotlinBranchesService(KotlinBranches()))
            bind(KotlinWaitingService(KotlinWaiting()))
        }
    println("listening on ${server.port()}")
}
