package dev.landlord.workflow.java;

/** A block without a result that may throw a checked exception. */
@FunctionalInterface
public interface ThrowingRunnable {
    /** @throws Exception as the verb that calls it states */
    void run() throws Exception;
}
