package dev.landlord.samples.landlord.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/** Asks five times a second until something has come, or the time is up. */
final class Waiting {
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** What is asked; empty is not yet. */
    @FunctionalInterface
    interface Question<T> {
        Optional<T> ask() throws IOException;
    }

    private final String what;
    private final String lookWith;
    private final Optional<Duration> limit;
    private final PrintWriter err;

    /**
     * @param what what is waited for
     * @param lookWith the command that shows it later
     */
    Waiting(String what, String lookWith, TimeLimit limit, PrintWriter err) {
        this.what = what;
        this.lookWith = lookWith;
        this.limit = limit.timeout();
        this.err = err;
    }

    <T> T until(Question<T> question) throws IOException {
        Thread farewell = new Thread(this::tellThatItGoesOn);
        Runtime.getRuntime().addShutdownHook(farewell);
        try {
            return ask(question);
        } finally {
            Runtime.getRuntime().removeShutdownHook(farewell);
        }
    }

    private <T> T ask(Question<T> question) throws IOException {
        long begin = System.nanoTime();
        while (true) {
            Optional<T> answer = question.ask();
            if (answer.isPresent()) {
                return answer.get();
            }
            long waited = System.nanoTime() - begin;
            if (limit.isPresent() && waited >= limit.get().toNanos()) {
                throw Complaint.timedOut(what + " has not ended within " + Times.took(limit.get())
                        + ", and goes on; look with: " + lookWith);
            }
            pause();
        }
    }

    /** What Ctrl-C says. */
    private void tellThatItGoesOn() {
        err.println("landlord: no longer waiting; " + what + " goes on; look with: " + lookWith);
        err.flush();
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting");
        }
    }
}
