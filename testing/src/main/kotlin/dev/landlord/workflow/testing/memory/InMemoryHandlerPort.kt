package dev.landlord.workflow.testing.memory

import dev.landlord.workflow.handler.RunEnd
import dev.landlord.workflow.handler.SharedHandlerPort
import dev.landlord.workflow.testing.journal.End
import dev.restate.common.Slice
import dev.restate.sdk.common.TerminalException
import java.time.Instant

/** The port of the shared handlers to a run in memory. */
internal class InMemoryHandlerPort(
    private val run: InMemoryRun<*>,
    override val headers: Map<String, String>,
) : SharedHandlerPort {
    override val service: String = run.journal.service
    override val workflowId: String = run.journal.key
    override val runId: String = run.journal.invocationId

    override val requestBody: Slice? = null

    override suspend fun get(key: String): Slice? = run.journal.state()[key]

    override suspend fun keys(): Collection<String> = run.journal.state().keys

    /** What a run writes in memory is visible at once. */
    override suspend fun awaitWrites(): Boolean = false

    override suspend fun peek(promise: String): Slice? = run.promises[promise]

    override suspend fun complete(promise: String, value: Slice): Boolean =
        run.completePromise(promise, value)

    // A test calls this while the run does not proceed, so the promise would not be completed.
    override suspend fun await(promise: String): Slice? = peek(promise)

    override suspend fun once(name: String, block: suspend (Instant) -> Slice): Slice =
        try {
            block(run.clock)
        } catch (failure: Exception) {
            throw TerminalException(failure.toString())
        }

    override suspend fun interrupt() = run.cancel()

    override suspend fun end(): RunEnd =
        when (val end = run.journal.end) {
            null -> RunEnd.Running
            is End.Failed -> RunEnd.Ended(TerminalException(end.code, end.message))
            else -> RunEnd.Ended(failure = null)
        }
}
