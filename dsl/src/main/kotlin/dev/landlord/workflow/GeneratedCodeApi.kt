package dev.landlord.workflow

/**
 * Marks what only the code calls that `landlord-ksp-processor` generates. The signatures may change
 * in any release, together with the generated code. A Kotlin source that uses a marked symbol does
 * not compile; on a Java class the annotation is documentation.
 */
@RequiresOptIn(
    message =
        "Only the code that landlord-ksp-processor generates may use this; " +
            "use the generated service or the generated client instead.",
    level = RequiresOptIn.Level.ERROR,
)
@MustBeDocumented
@Retention(AnnotationRetention.BINARY)
@Target(AnnotationTarget.CLASS, AnnotationTarget.FUNCTION, AnnotationTarget.PROPERTY)
public annotation class GeneratedCodeApi
