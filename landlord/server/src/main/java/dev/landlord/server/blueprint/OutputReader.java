package dev.landlord.server.blueprint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * Reads the output of a process in a thread of its own, so that the process never blocks. Keeps the beginning or the end
 * of a long output.
 */
final class OutputReader {
    private static final int TAIL_BYTES = 4 * 1024;

    private final InputStream stream;
    private final int maxBytes;
    private final Runnable whenTooLong;
    private final Thread reader;
    private byte[] kept = new byte[0];
    private boolean isTooLong;

    private OutputReader(InputStream stream, int maxBytes, Runnable whenTooLong) {
        this.stream = stream;
        this.maxBytes = maxBytes;
        this.whenTooLong = whenTooLong;
        this.reader = new Thread(this::read, "landlord-step-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Reads the first {@code maxBytes} bytes; calls {@code whenTooLong} once if there are more. */
    static OutputReader first(InputStream stream, int maxBytes, Runnable whenTooLong) {
        return new OutputReader(stream, maxBytes, whenTooLong);
    }

    /** Reads the last 4 KB. */
    static OutputReader last(InputStream stream) {
        return new OutputReader(stream, TAIL_BYTES, null);
    }

    private void read() {
        byte[] buffer = new byte[TAIL_BYTES];
        try (stream) {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                append(buffer, count);
            }
        } catch (IOException killed) {
            // The process was killed.
        }
    }

    private synchronized void append(byte[] more, int count) {
        byte[] all = Arrays.copyOf(kept, kept.length + count);
        System.arraycopy(more, 0, all, kept.length, count);
        if (all.length <= maxBytes) {
            kept = all;
        } else if (whenTooLong == null) {
            kept = Arrays.copyOfRange(all, all.length - maxBytes, all.length);
        } else if (!isTooLong) {
            isTooLong = true;
            whenTooLong.run();
        }
    }

    /** Waits until the process closes its output, or {@code limit} passes, and returns the output. */
    String await(Duration limit) throws InterruptedException {
        reader.join(limit.toMillis());
        synchronized (this) {
            return new String(kept, StandardCharsets.UTF_8);
        }
    }

    synchronized boolean isTooLong() {
        return isTooLong;
    }
}
