package dev.landlord.workflow.engine

/** For landlord's own modules: may change in any release, without a note. */
@RequiresOptIn(
    message = "This is the inside of landlord-workflow; it may change in any release.",
    level = RequiresOptIn.Level.ERROR,
)
@Retention(AnnotationRetention.BINARY)
public annotation class InternalEngineApi
