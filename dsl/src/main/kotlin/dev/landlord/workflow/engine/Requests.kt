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

    /** Which value of [signal] is the next to be taken, from 1. */
    fun next(signal: String): Int = (taken[signal] ?: 0) + 1

    /** Returns whether that value of [signal] was still to be taken. */
    fun take(signal: String, number: Int): Boolean {
        if (number != next(signal)) return false
        taken[signal] = number
        return true
    }
}
