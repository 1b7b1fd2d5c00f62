package dev.landlord.workflow.testing.memory

import dev.landlord.workflow.carrier.BodyUnwound
import dev.landlord.workflow.testing.errors.UnwindingErrors
import dev.landlord.workflow.testing.errors.libraryError
import dev.landlord.workflow.testing.journal.FirstSnapshots
import dev.landlord.workflow.testing.journal.Snapshot
import dev.landlord.workflow.testing.journal.SourceLines
import dev.landlord.workflow.testing.journal.partsOf
import dev.landlord.workflow.testing.journal.snapshot
import java.lang.reflect.Modifier
import java.util.concurrent.locks.LockSupport

/**
 * Records what a body in Java does while it is unwound at the end of one attempt. It may do nothing
 * that can be observed: on another carrier, or in a process that crashes, that code does not run.
 *
 * Sees the verbs that the code calls, an unwinding that the code stops, and changes of the fields
 * of [body] and of the objects that they hold. Does not see a change in another process, in a file
 * or in a static field of another class.
 */
internal class UnwindingRecorder(private val body: Any) {
    private var before: Map<String, Snapshot>? = null
    private var recorded: String? = null
    private var refused = 0

    /** The error of the library because of which the body did not wait; `null` if there is none. */
    var misuse: String? = null
        private set

    /** The attempt is about to end: all bodies of the run wait, and are unwound next. */
    fun suspends() {
        before = state()
    }

    fun refuses(verb: String) {
        recorded = recorded ?: UnwindingErrors.calledVerb(verb, line(Throwable()))
        // Code that catches every Throwable in an endless loop would use a processor for ever.
        while (++refused > MAX_REFUSED) LockSupport.park(this)
    }

    fun unwound(result: Result<Any?>) {
        val thrown = result.exceptionOrNull()
        // A body that wraps the error has ended as it should.
        if (generateSequence(thrown) { it.cause }.any { it is BodyUnwound }) return
        misuse = thrown?.let(::libraryError)?.message
        if (misuse != null) return
        recorded = recorded ?: UnwindingErrors.stopped(thrown, thrown?.let(::line).orEmpty())
    }

    /** What the body has done while it was unwound, and should not; `null` if nothing. */
    fun fault(): String? = recorded ?: change()

    private fun change(): String? {
        val before = this.before ?: return null
        val after = state()
        return before.firstNotNullOfOrNull { (field, snapshot) ->
            after[field]?.let { snapshot.change(it, field) }?.let(UnwindingErrors::changed)
        }
    }

    private fun state(): Map<String, Snapshot> {
        val fields = partsOf(body).orEmpty().mapKeys { it.key.removePrefix(".") } + statics()
        return fields.mapValues { (_, value) -> snapshot(value, body, FirstSnapshots()) }
    }

    private fun statics(): Map<String, Any?> =
        body.javaClass.declaredFields
            .filter { Modifier.isStatic(it.modifiers) && !it.isSynthetic && it.trySetAccessible() }
            .associate { it.name to it.get(null) }

    private companion object {
        /** The line of the user's code that called the library or threw; empty if not known. */
        fun line(at: Throwable): String =
            SourceLines.of(
                at.stackTrace.dropWhile { call -> OTHERS.any { call.className.startsWith(it) } },
                emptyList(),
            )

        /** After so many verbs of a body that is unwound, its code is left where it is. */
        const val MAX_REFUSED = 1_000

        /** The packages of the test kit and of the JDK. */
        val OTHERS = listOf("dev.landlord.workflow.testing.memory.", "java.", "jdk.")
    }
}
