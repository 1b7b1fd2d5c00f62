package dev.landlord.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/** Polls five times a second until a result is present, or the time limit has passed. */
final class Poller {
    private static final Duration INTERVAL = Duration.ofMillis(200);

    /** Reads a result; empty if there is none yet. */
    @FunctionalInterface
    interface Poll<T> {
        Optional<T> read() throws IOException;
    }

    private final String operation;
    private final String statusCommand;
    private final Optional<Duration> limit;
    private final PrintWriter err;

    /**
     * @param operation the awaited operation, for messages
     * @param statusCommand the command that shows the status of the operation later
     */
    Poller(String operation, String statusCommand, TimeLimit limit, PrintWriter err) {
        this.operation = operation;
        this.statusCommand = statusCommand;
        this.limit = limit.timeout();
        this.err = err;
    }

    <T> T until(Poll<T> poll) throws IOException {
        Thread shutdownHook = new Thread(this::printThatItGoesOn);
        Runtime.getRuntime().addShutdownHook(shutdownHook);
        try {
            return poll(poll);
        } finally {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        }
    }

    private <T> T poll(Poll<T> poll) throws IOException {
        long start = System.nanoTime();
        while (true) {
            Optional<T> result = poll.read();
            if (result.isPresent()) {
                return result.get();
            }
            long waited = System.nanoTime() - start;
            if (limit.isPresent() && waited >= limit.get().toNanos()) {
                throw CliException.timedOut(operation + " has not ended within " + Times.took(limit.get())
                        + ", and goes on; see: " + statusCommand);
            }
            pause();
        }
    }

    /** Runs at Ctrl-C. */
    private void printThatItGoesOn() {
        err.println("landlord: no longer waiting; " + operation + " goes on; see: " + statusCommand);
        err.flush();
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(INTERVAL.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting");
        }
    }
}
