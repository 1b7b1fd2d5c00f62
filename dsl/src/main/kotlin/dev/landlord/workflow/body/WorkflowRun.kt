package dev.landlord.workflow.body

import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.VerbErrors
import dev.landlord.workflow.WorkflowCancelledException
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.engine.Body
import dev.landlord.workflow.engine.Engine
import dev.landlord.workflow.engine.Host
import dev.landlord.workflow.engine.Interceptor
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.engine.Journal
import dev.landlord.workflow.engine.shortened
import dev.landlord.workflow.engine.wordsIn
import dev.landlord.workflow.plainText
import dev.landlord.workflow.safeMessage
import dev.landlord.workflow.text
import dev.restate.sdk.common.TerminalException

/**
 * One attempt of a run of [definition] on [journal].
 *
 * @param isReachable whether a handler of the service delivers this approval, signal or promise
 * @param whereItMayBlock runs code that may block its thread; default: runs it at once
 */
@InternalEngineApi
public class WorkflowRun<I, O>(
    private val definition: WorkflowDefinition<I, O>,
    journal: Journal,
    private val interceptor: Interceptor? = null,
    isReachable: (Any) -> Boolean = { true },
    private val whereItMayBlock: suspend (() -> Unit) -> Unit = AT_ONCE,
) {
    private val limited = SizeLimitedJournal(journal)
    private val context = RunContext(limited, definition, isReachable)
    private val engine = Engine(limited, DslHost(context), interceptor)

    /** What ends the attempt when the blocks in flight have settled; `null` if nothing does. */
    public val defect: Throwable?
        get() = engine.defect

    /**
     * Runs the workflow to its end and returns its result. Suspends until then, or is abandoned
     * together with the attempt.
     *
     * @throws TerminalException if it failed or was cancelled, after its undo actions
     */
    public suspend fun run(input: I): O {
        val code: suspend WorkflowScope.() -> Any? = {
            val result = (definition.body)(input)
            definition.requireWritable(result)
            result
        }
        val carriers = definition.carriers
        val bodies = carriers?.let { BlockingBodies(it, definition.heldMonitors, interceptor) }
        val body = context.newBody(code, bodies)
        // Tail calls only, because a run that waits stays in memory.
        @Suppress("UNCHECKED_CAST")
        return if (carriers == null || !carriers.holdThreads()) engine.run(body) as O
        else runOnThreads(body, checkNotNull(bodies)) as O
    }

    private suspend fun runOnThreads(body: Body, bodies: BlockingBodies): Any? =
        try {
            engine.run(body)
        } finally {
            if (bodies.areOnThreads) whereItMayBlock { bodies.close() } else bodies.close()
        }
}

private val AT_ONCE: suspend (() -> Unit) -> Unit = { it() }

private class DslHost(private val context: RunContext) : Host {
    override fun cancellation() = WorkflowCancelledException()

    override fun code(failure: TerminalException) =
        if (failure.code in ERRORS) failure.code else TerminalException.INTERNAL_SERVER_ERROR_CODE

    override fun text(failure: TerminalException) =
        if (failure.code in ERRORS) failure.writtenText()
        else plainText(VerbErrors.replacedCode(failure.safeMessage, failure.code)).shortened()

    override fun words(failure: TerminalException) = wordsIn(failure.safeMessage)

    override fun warn(message: () -> String) = context.log.warn(message)
}

/** With another status, callers would take a failure for a success. */
private val ERRORS = 400..599

/** The text of a failure as the journal and callers get it, shortened if it is too long. */
internal fun TerminalException.writtenText(): String =
    if (this is BusinessFailure) text() else plainText(safeMessage).shortened()
