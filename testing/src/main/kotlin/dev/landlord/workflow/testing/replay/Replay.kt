package dev.landlord.workflow.testing.replay

import dev.landlord.workflow.UnreadableResultException
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.body.WorkflowRun
import dev.landlord.workflow.body.readInput
import dev.landlord.workflow.body.writeOutput
import dev.landlord.workflow.testing.journal.End
import dev.landlord.workflow.testing.journal.RecordedJournal
import dev.landlord.workflow.testing.memory.AttemptEnded
import dev.landlord.workflow.testing.memory.JournalDifference
import dev.landlord.workflow.testing.memory.ReplayJournal
import dev.restate.sdk.common.TerminalException
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn

/**
 * One replay of the first [entries] entries of [recorded], from scratch. No block runs; it takes
 * the thread it is called on and suspends nowhere.
 */
internal class Replay<I, O>(
    private val definition: WorkflowDefinition<I, O>,
    private val recorded: RecordedJournal,
    private val entries: Int = recorded.size,
    private val sameInstance: Boolean,
    isTraced: Boolean = false,
    private val comparesAll: Boolean = true,
) {
    private val journal = ReplayJournal(recorded, entries, sameInstance, isTraced, comparesAll)

    /** Where the replay went another way; `null` if nowhere. */
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

    /** The same with the source line of what differs; slower, and it may not differ again. */
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
            val output = body.startCoroutineUninterceptedOrReturn(Nobody)
            check(output !== COROUTINE_SUSPENDED) { "a replay suspended" }
            @Suppress("UNCHECKED_CAST") End.Result(definition.writeOutput(output as O))
        } catch (failure: TerminalException) {
            End.Failed(failure.code, failure.message.orEmpty())
        } catch (_: AttemptEnded) {
            // It may wait for a block that is in flight, and end with this when that has settled.
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

    /** @param found `null` if the replay waits */
    private fun endDifference(found: End?): JournalDifference? {
        val expected = recorded.end
        return when {
            found == null && expected != null && entries == recorded.size ->
                JournalDifference(journal.given, "its end", "waits for what has no result yet")
            found == null && journal.given < recorded.commandsIn(entries) ->
                JournalDifference(
                    journal.given,
                    "an operation less",
                    "waits for what has no result yet",
                )
            found == null -> null
            journal.given < recorded.commands.size ->
                JournalDifference(journal.given, "an operation less", "the end, $found")
            expected == null && found is End.Threw || expected != null && expected != found ->
                JournalDifference(journal.given, "another end", "the end, $found")
            else -> null
        }
    }

    private object Nobody : Continuation<Any?> {
        override val context: CoroutineContext = EmptyCoroutineContext

        override fun resumeWith(result: Result<Any?>) = error("a replay suspended")
    }
}
