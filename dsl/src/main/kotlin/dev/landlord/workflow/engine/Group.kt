package dev.landlord.workflow.engine

import dev.restate.sdk.common.TerminalException

/** Why a branch was begun, and which branch waits for its end. */
internal sealed class Group(val owner: Branch<*>) {
    /** The branches of a `parallel`. */
    class Fork(owner: Branch<*>, var running: Int) : Group(owner) {
        var branches: List<Branch<*>> = emptyList()
        var failure: TerminalException? = null
    }

    /** What a branch asks outside, and waits for. */
    class Request(owner: Branch<*>) : Group(owner)

    /** The body of a `saga`. */
    class Saga(owner: Branch<*>) : Group(owner)

    /** The undo actions of a `saga` that failed; ends with what the saga fails with. */
    class Unwinding(owner: Branch<*>) : Group(owner)
}
