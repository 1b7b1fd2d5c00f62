package dev.landlord.workflow.java;

import org.jspecify.annotations.Nullable;

/** A block with an argument that may throw a checked exception. */
@FunctionalInterface
public interface ThrowingConsumer<T extends @Nullable Object> {
    /** @throws Exception as the verb that calls it states */
    void accept(T value) throws Exception;
}
