package dev.landlord.workflow.java;

import org.jspecify.annotations.Nullable;

/** A function of two arguments that may throw a checked exception. */
@FunctionalInterface
public interface ThrowingBiFunction<
        A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> {
    /** @throws Exception as the verb that calls it states */
    R apply(A first, B second) throws Exception;
}
