package dev.landlord.workflow.testing.replay

import dev.landlord.workflow.UnreadableResultException
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.body.WorkflowRun
import dev.landlord.workflow.body.bodyInJava
import dev.landlord.workflow.body.readInput
import dev.landlord.workflow.body.writeOutput
import dev.landlord.workflow.testing.errors.TestErrors
import dev.landlord.workflow.testing.errors.UnwindingErrors
import dev.landlord.workflow.testing.journal.End
import dev.landlord.workflow.testing.journal.RecordedJournal
import dev.landlord.workflow.testing.memory.AttemptEnded
import dev.landlord.workflow.testing.memory.JournalDifference
import dev.landlord.workflow.testing.memory.ReplayJournal
import dev.landlord.workflow.testing.memory.UnwindingRecorder
import dev.restate.sdk.common.TerminalException
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn

/**
 * Replays the first [entries] entries of [recorded] from the start, on the calling thread. Runs no
 * block of a step and does not suspend.
 */
internal class Replay<I, O>(
    private val definition: WorkflowDefinition<I, O>,
    private val recorded: RecordedJournal,
    private val entries: Int = recorded.size,
    private val sameInstance: Boolean,
    isTraced: Boolean = false,
    private val comparesAll: Boolean = true,
) {
    private val unwinding = definition.bodyInJava()?.let(::UnwindingRecorder)
    private val journal =
        ReplayJournal(recorded, entries, sameInstance, isTraced, comparesAll, unwinding)

    /**
     * Returns, after the replay, what a body in Java has done while it was unwound at the end of
     * the replay, as the message LW192; `null` if it did nothing observable. Returns LW194 if the
     * body ended with an error of the library instead.
     */
    fun unwindingFault(): String? {
        unwinding?.misuse?.let {
            return TestErrors.misused(it)
        }
        val fault = unwinding?.fault() ?: return null
        val body = checkNotNull(definition.bodyInJava()).javaClass
        return UnwindingErrors.observable(body, fault, entries)
    }

    /** Returns the first difference of the replay from the journal; `null` without one. */
    fun difference(): JournalDifference? =
        try {
            endDifference(attempt())
        } catch (difference: JournalDifference) {
            difference
        } catch (unreadable: UnreadableResultException) {
            JournalDifference(
                recorded.commands.indexOfFirst { it.name == unreadable.step },
                "a result that cannot be read",
                unreadable.message.orEmpty(),
            )
        }

    /**
     * Returns the first difference with its source line, which needs a second replay; if that one
     * does not differ, the first difference without a line.
     */
    fun tracedDifference(): JournalDifference? =
        difference()?.let {
            Replay(definition, recorded, entries, sameInstance, true, comparesAll).difference()
                ?: it
        }

    private fun attempt(): End? {
        val run = WorkflowRun(definition, journal, journal)
        return try {
            val body: suspend () -> O = {
                run.run(definition.readInput(recorded.input))
            }
            val output = body.startCoroutineUninterceptedOrReturn(Unreachable)
            check(output !== COROUTINE_SUSPENDED) { "a replay suspended" }
            @Suppress("UNCHECKED_CAST") End.Result(definition.writeOutput(output as O))
        } catch (failure: TerminalException) {
            End.Failed(failure.code, failure.message.orEmpty())
        } catch (_: AttemptEnded) {
            // The run reports the unreadable result only when a block in flight has completed.
            (run.defect as? UnreadableResultException)?.let { throw it }
            null
        } catch (difference: JournalDifference) {
            throw difference
        } catch (unreadable: UnreadableResultException) {
            throw unreadable
        } catch (bug: Throwable) {
            End.Threw("$bug")
        }
    }

    /** @param found the end of the replay; `null` if it waits */
    private fun endDifference(found: End?): JournalDifference? {
        val expected = recorded.end
        return when {
            found == null && expected != null && entries == recorded.size -> waits("its end")
            found == null && journal.issued < recorded.commandsIn(entries) ->
                waits("an operation less")
            found == null -> null
            journal.issued < recorded.commands.size -> ends("an operation less", found)
            expected == null && found is End.Threw || expected != null && expected != found ->
                ends("another end", found)
            else -> null
        }
    }

    private fun waits(difference: String) =
        JournalDifference(
            journal.issued,
            difference,
            "waits for an operation that has no result yet",
        )

    private fun ends(difference: String, end: End) =
        JournalDifference(journal.issued, difference, "the end, $end")

    private object Unreachable : Continuation<Any?> {
        override val context: CoroutineContext = EmptyCoroutineContext

        override fun resumeWith(result: Result<Any?>) = error("a replay suspended")
    }
}
