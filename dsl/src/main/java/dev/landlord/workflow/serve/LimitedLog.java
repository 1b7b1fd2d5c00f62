package dev.landlord.workflow.serve;

import org.apache.logging.log4j.Logger;

/**
 * A log for messages that callers cause: each is one line at INFO without a stack, and at most ten are logged per
 * minute. The first line after a pause says how many were left out. Safe for use by several threads.
 */
final class LimitedLog {
    private static final int LINES_A_MINUTE = 10;
    private static final long MINUTE = 60_000_000_000L;
    private static final int MAX_LENGTH = 500;

    private final Logger logger;
    private long minute = System.nanoTime();
    private int lines;
    private long leftOut;

    LimitedLog(Logger logger) {
        this.logger = logger;
    }

    void info(String message) {
        if (!logger.isInfoEnabled()) {
            return;
        }
        long omitted;
        synchronized (this) {
            long now = System.nanoTime();
            if (now - minute >= MINUTE) {
                minute = now;
                lines = 0;
            }
            if (lines >= LINES_A_MINUTE) {
                leftOut++;
                return;
            }
            lines++;
            omitted = leftOut;
            leftOut = 0;
        }
        logger.info("{}{}", line(message), omitted == 0 ? "" : " (and " + omitted + " such messages before)");
    }

    private static String line(String message) {
        String line = message.replaceAll("\\R", " ");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
    }
}
