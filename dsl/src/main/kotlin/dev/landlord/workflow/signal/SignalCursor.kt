package dev.landlord.workflow.signal

/** The number of values of each signal that the branches of one run have taken. */
internal class SignalCursor {
    // Small, because runs that wait are kept in memory.
    private val taken = HashMap<String, Int>(2)

    /** The number of the next value of [signal], from 1. */
    fun next(signal: String): Int = (taken[signal] ?: 0) + 1

    /** Takes the value with this number; returns `false` if another branch has taken it. */
    fun take(signal: String, number: Int): Boolean {
        if (number != next(signal)) return false
        taken[signal] = number
        return true
    }
}
