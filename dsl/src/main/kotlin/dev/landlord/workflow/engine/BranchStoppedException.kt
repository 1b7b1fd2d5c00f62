package dev.landlord.workflow.engine

import dev.restate.sdk.common.TerminalException

/** Stops a branch because of what another branch did. */
@InternalEngineApi
public class BranchStoppedException
internal constructor(public val reason: StopReason, why: String, code: Int) :
    TerminalException(code, "stopped because $why")

/**
 * Why a branch is stopped from outside. A request for an approval that is withdrawn for this reason
 * keeps [text] in the journal, so the text depends on nothing that a replay may compute
 * differently, such as the message of a failure (G1).
 */
@InternalEngineApi
public enum class StopReason(public val text: String) {
    RACE_LOST("another branch won the race"),
    TIME_LIMIT("the time limit of withTimeout was reached"),
    SIBLING_FAILED("a parallel branch failed"),
    RUN_CANCELLED("the run was cancelled"),
}
