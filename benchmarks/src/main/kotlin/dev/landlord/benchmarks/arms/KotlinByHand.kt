package dev.landlord.benchmarks.arms

import dev.restate.sdk.annotation.Shared
import dev.restate.sdk.annotation.Workflow
import dev.restate.sdk.common.TerminalException
import dev.restate.sdk.endpoint.Endpoint
import dev.restate.sdk.http.vertx.RestateHttpServer
import dev.restate.sdk.kotlin.SharedWorkflowContext
import dev.restate.sdk.kotlin.WorkflowContext
import dev.restate.sdk.kotlin.awaitAll
import dev.restate.sdk.kotlin.durablePromiseKey
import dev.restate.sdk.kotlin.runAsync
import dev.restate.sdk.kotlin.runBlock
import java.net.URI
import java.time.Duration

// What an author writes with the SDK alone, to the same effect.

/** Sequential steps. */
@Workflow
public class HandSteps {
    @Workflow
    public suspend fun run(context: WorkflowContext, count: Int): String {
        var weight = 0
        repeat(count) { n ->
            weight += context.runBlock("send parcel $n") { Parcel("parcel-$n", n, "there") }.weight
        }
        return "$weight kg"
    }
}

/** Steps with undo actions, and a failure after the last. */
@Workflow
public class HandUndo {
    @Workflow
    public suspend fun run(context: WorkflowContext, count: Int): String {
        val undo = mutableListOf<suspend () -> Unit>()
        try {
            repeat(count) { n ->
                undo += {
                    context.runBlock("take parcel $n back") { takeBack(n) }
                }
                context.runBlock("send parcel $n") { Parcel("parcel-$n", n, "there") }
            }
            throw TerminalException(409, "the recipient moved")
        } catch (failure: TerminalException) {
            undo.asReversed().forEach { it() }
            throw failure
        }
    }
}

/** A step, an approval, a step. */
@Workflow
public class HandApproval(private val approver: AnsweringApprover) {
    @Workflow
    public suspend fun run(context: WorkflowContext, count: Int): String {
        val parcel = context.runBlock("pack parcel") { Parcel("parcel-$count", count, "there") }
        context.runBlock("ask go") { approver.approve("HandApproval", context.key()) }
        context.promise(GO).future().await()
        return context.runBlock("send parcel") { parcel.id }
    }

    @Shared
    public suspend fun approveGo(context: SharedWorkflowContext, approver: Approver): Unit =
        context.promiseHandle(GO).resolve(approver.actor)

    private companion object {
        val GO = durablePromiseKey<String>("go")
    }
}

/** Parallel branches of one step each. */
@Workflow
public class HandBranches {
    @Workflow
    public suspend fun run(context: WorkflowContext, count: Int): String {
        val parcels =
            List(count) { n ->
                context.runAsync("send parcel $n") { Parcel("parcel-$n", n, "there") }
            }
        return "${parcels.awaitAll().sumOf { it.weight }} kg"
    }
}

/** Sequential steps, then a wait; after a long wait, all steps are replayed. */
@Workflow
public class HandWaiting {
    @Workflow
    public suspend fun run(context: WorkflowContext, count: Int): String {
        var weight = 0
        repeat(count) { n ->
            weight += context.runBlock("send parcel $n") { Parcel("parcel-$n", n, "there") }.weight
        }
        context.promise(GO).future().await()
        return "$weight kg"
    }

    @Shared
    public suspend fun go(context: SharedWorkflowContext): Unit =
        context.promiseHandle(GO).resolve("go")

    private companion object {
        val GO = durablePromiseKey<String>("go")
    }
}

/** Serves the handlers with the SDK's own server. The argument is the ingress of Restate. */
public fun main(arguments: Array<String>) {
    val approver = AnsweringApprover(URI(arguments.single()))
    val endpoint =
        Endpoint.builder()
            .bind(HandSteps())
            .bind(HandUndo())
            .bind(HandApproval(approver))
            .bind(HandBranches())
            .bind(HandWaiting()) { it.inactivityTimeout(Duration.ofSeconds(2)) }
            .build()
    println("listening on ${RestateHttpServer.listen(endpoint, 0)}")
}
