package dev.landlord.workflow.approval

import dev.landlord.workflow.ApprovalErrors

/**
 * The requests for approvals of one run. The order in which branches request is that of the journal
 * (E2).
 */
internal class ApprovalCounter(val runId: String) {
    private val requested = HashMap<String, Int>()
    private val open = HashSet<String>()

    /**
     * The number of the next request for [approval], from 1.
     *
     * @throws IllegalStateException if another branch waits for the same approval
     */
    fun open(approval: String): Int {
        check(open.add(approval)) { ApprovalErrors.alreadyAwaited(approval) }
        return requested.merge(approval, 1, Int::plus) ?: 1
    }

    fun close(approval: String) {
        open -= approval
    }
}
