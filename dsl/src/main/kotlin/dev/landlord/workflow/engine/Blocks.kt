@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.engine

import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.RunOwn
import dev.landlord.workflow.RunStep
import dev.landlord.workflow.RunUndo
import dev.landlord.workflow.StepScope
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.written
import dev.restate.common.Slice

/** Begins the Runs of one run of [definition]: under which name and policy, and around what. */
internal class Blocks(
    private val journal: Journal,
    private val definition: WorkflowDefinition<*, *>,
) {
    private val names = StepNames()
    private val scope = StepScope(journal.workflowId, journal.clock)

    fun name(wanted: String): String = names.unique(wanted)

    suspend fun <T> begin(name: String, step: RunStep<T>, branch: Branch<*>): Pending {
        val retry = step.retry ?: definition.stepRetry
        return journal.run(name, retry, branch) {
            attempt(name, retry, isLast = { branch.stopped != null }) {
                val result = withinTimeout(step.timeout) { step.block(scope) }
                step.type.written("step(\"$name\")", result, definition.maxResultSize)
            }
        }
    }

    suspend fun begin(action: RunUndo): Pending {
        val name = names.unique("undo: ${action.undo.name}")
        val retry = action.retry ?: definition.undoRetry
        return journal.run(name, retry, UndoCaller(action)) {
            attempt(name, retry, isLast = { false }) {
                withinTimeout(action.timeout) { action.block(scope) }
                Slice.EMPTY
            }
        }
    }

    suspend fun <T> begin(own: RunOwn<T>, branch: Branch<*>): Pending {
        val caller = if (own.trace == null) branch else EngineCaller(own.trace, own.type.name)
        return journal.run(names.unique(own.name), RetryPolicy.None, caller) {
            own.type.write(own.block(scope))
        }
    }
}
