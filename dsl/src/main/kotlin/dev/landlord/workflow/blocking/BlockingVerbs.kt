package dev.landlord.workflow.blocking

import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.body.BlockingBodies
import dev.landlord.workflow.body.BlockingScope

/** Runs verbs for the body that calls them: that of the run, or of the branch that is running. */
internal abstract class BlockingVerbs(private val bodies: BlockingBodies) {
    /** The scope of the body that calls [verb], with the [argument] that messages name. */
    protected fun caller(verb: String, argument: Any? = null): BlockingScope =
        bodies.caller(verb, argument)

    /** Runs [code] on the stack of the body that calls [verb], and blocks it until the outcome. */
    protected fun <T> perform(
        verb: String,
        argument: Any? = null,
        code: suspend WorkflowScope.() -> T,
    ): T = bodies.caller(verb, argument).await(code)

    /** `Void` in Java has `null` only, where Kotlin has `Unit`. */
    @Suppress("UNCHECKED_CAST")
    protected fun <T> valueOf(value: T): T = if (value === Unit) null as T else value
}
