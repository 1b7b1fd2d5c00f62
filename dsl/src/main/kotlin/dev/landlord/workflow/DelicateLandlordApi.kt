package dev.landlord.workflow

/** Marks functions whose careless use breaks the guarantees; read their documentation first. */
@RequiresOptIn("The engine does not check the use of this function: read its documentation first.")
@Target(AnnotationTarget.FUNCTION)
@Retention(AnnotationRetention.BINARY)
public annotation class DelicateLandlordApi
