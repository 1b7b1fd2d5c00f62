package dev.landlord.workflow.engine

/**
 * Observes a run for the test kit. The engine of a service has none, so that its hot path pays one
 * comparison with `null`.
 */
@InternalEngineApi
public interface Interceptor {
    /** The code of [strand] asks for a primitive; called on the stack of that code. */
    public fun asks(strand: Strand)

    /** The code registers [undo]; called on the stack of that code. */
    public fun registers(undo: Undo)

    /** The engine is about to carry out [primitive] for [branch]. */
    public fun begins(branch: Branch, primitive: Primitive<*>)

    /** A blocking body that is unwound calls [verb]; called on the stack of that body. */
    public fun refuses(verb: String) {}

    /**
     * A blocking body that was unwound has ended with [result], which should be the failure that
     * unwinds it.
     */
    public fun unwound(result: Result<Any?>) {}
}
