package dev.landlord.workflow.body

import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.engine.Journal
import dev.landlord.workflow.engine.Retry
import dev.landlord.workflow.engine.ServiceRequest
import dev.landlord.workflow.engine.WaitSet
import dev.landlord.workflow.landlordWorkflow
import dev.restate.common.Slice
import dev.restate.common.Target
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlin.time.Duration
import kotlinx.coroutines.awaitCancellation

/** The compiler does not restrict a function with a scope parameter; the engine detects it. */
@OptIn(InternalEngineApi::class)
class ForeignSuspensionTest :
    FunSpec({
        test("a body that suspends in a function that is not a verb gets LW106") {
            shouldThrow<IllegalStateException> {
                    WorkflowRun(landlordWorkflow(body = ::plain), NoJournal).run("x")
                }
                .message shouldBe
                "[LW106] the body: expected only verbs of the workflow to suspend it, such as " +
                    "step and sleep, found another suspending function. Write the body as a " +
                    "lambda, or as an extension of WorkflowScope: the compiler does not check a " +
                    "body that is created from a function with the scope as a parameter."
        }
    })

@Suppress("UNUSED_PARAMETER")
private suspend fun plain(scope: WorkflowScope, input: String): String {
    awaitCancellation()
}

@OptIn(InternalEngineApi::class)
private object NoJournal : Journal {
    override val workflowId = "test"
    override val invocationId = "inv_test"
    override val isReplaying = false

    override suspend fun run(
        name: String,
        retry: Retry,
        block: suspend () -> Slice,
    ) = error("unused")

    override suspend fun sleep(duration: Duration) = error("unused")

    override suspend fun set(key: String, value: Slice) = error("unused")

    override suspend fun promise(key: String) = error("unused")

    override suspend fun completePromise(key: String, value: Slice) = error("unused")

    override suspend fun awakeable() = error("unused")

    override val service: String? = null

    override suspend fun <T> native(block: suspend (Any) -> T): T = error("unused")

    override fun isOwn(target: Target) = false

    override suspend fun call(request: ServiceRequest) = error("unused")

    override suspend fun send(request: ServiceRequest, after: Duration) = error("unused")

    override suspend fun attach(invocationId: String) = error("unused")

    override suspend fun cancel(invocationId: String) = error("unused")

    override suspend fun next(waiting: WaitSet) = error("unused")
}
