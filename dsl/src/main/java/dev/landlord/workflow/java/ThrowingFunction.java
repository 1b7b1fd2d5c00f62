package dev.landlord.workflow.java;

import org.jspecify.annotations.Nullable;

/** A function that may throw a checked exception. */
@FunctionalInterface
public interface ThrowingFunction<T extends @Nullable Object, R extends @Nullable Object> {
    /** @throws Exception as the verb that calls it states */
    R apply(T value) throws Exception;
}
