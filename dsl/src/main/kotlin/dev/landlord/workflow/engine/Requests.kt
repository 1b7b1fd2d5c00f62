package dev.landlord.workflow.engine

import dev.landlord.workflow.Advice

/**
 * What the branches of one run share of what it asks outside: how often each approval was asked for
 * and each signal taken. The order in which branches ask is that of the journal (E2).
 */
internal class Requests(val runId: String) {
    private val asked = HashMap<String, Int>()
    private val open = HashSet<String>()
    private val taken = HashMap<String, Int>()

    /** The number of the next request for [approval], from 1. */
    fun open(approval: String): Int {
        check(open.add(approval)) { Advice.alreadyAwaited(approval) }
        return asked.merge(approval, 1, Int::plus)!!
    }

    fun close(approval: String) {
        open -= approval
    }

    /** Which value of [signal] is the next, from 1. */
    fun take(signal: String): Int = taken.merge(signal, 1, Int::plus)!!
}
