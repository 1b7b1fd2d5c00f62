package dev.landlord.workflow

import dev.restate.sdk.common.TerminalException

/**
 * Thrown by every verb of a run that was cancelled, from the next one on, so that the body ends and
 * its undo actions run. Catching it does not take the cancellation back: the run ends cancelled.
 */
public class WorkflowCancelledException internal constructor() :
    TerminalException(CANCELLED_CODE, "cancelled")
