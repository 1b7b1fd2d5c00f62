package dev.landlord.workflow.java;

import java.util.function.Supplier;

/**
 * A log for the body of a workflow. It writes nothing during a replay, so that a line normally appears once, although
 * the body runs several times. If an attempt ends between a line and the next journal entry, by a crash or a retry, the
 * line appears again. Lines go to the log4j logger {@code dev.landlord.workflow}, after the key of the run.
 */
public interface WorkflowLogger {
    /** Logs at debug level. */
    void debug(String message);

    /** Logs at debug level; the message is built only if it is written. */
    void debug(Supplier<String> message);

    /** Logs at info level. */
    void info(String message);

    /** Logs at info level; the message is built only if it is written. */
    void info(Supplier<String> message);

    /** Logs at warn level. */
    void warn(String message);

    /** Logs at warn level; the message is built only if it is written. */
    void warn(Supplier<String> message);
}
