package dev.landlord.workflow

/** What can break the guarantees if it is used without care; read its documentation first. */
@RequiresOptIn("Nothing looks after what this does: read its documentation first.")
@Target(AnnotationTarget.FUNCTION)
@Retention(AnnotationRetention.BINARY)
public annotation class DelicateLandlordApi
