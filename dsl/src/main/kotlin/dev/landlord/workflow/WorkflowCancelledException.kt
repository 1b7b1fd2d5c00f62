package dev.landlord.workflow

import dev.restate.sdk.common.TerminalException

/**
 * Every verb of a cancelled run throws this, from the next verb on, so that the body ends and its
 * undo actions run. A body that catches it still ends as cancelled.
 */
public class WorkflowCancelledException internal constructor() :
    TerminalException(CANCELLED_CODE, "cancelled")
