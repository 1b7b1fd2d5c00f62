package dev.landlord.workflow.approval

import dev.landlord.workflow.WorkflowCancelledException
import dev.landlord.workflow.engine.BranchStoppedException
import dev.landlord.workflow.engine.StopReason
import dev.restate.sdk.common.TerminalException

/** Why a failure stops its branch; `null` for a failure of the branch itself. */
internal val TerminalException.stopReason: StopReason?
    get() =
        when (this) {
            is WorkflowCancelledException -> StopReason.RUN_CANCELLED
            is BranchStoppedException -> reason
            else -> null
        }
