package dev.landlord.samples.landlord.blueprint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * What a program prints, read as it prints it, so that it is never held up. Of a long text either the
 * beginning or the end is kept.
 */
final class Printed {
    private static final int LAST = 4 * 1024;

    private final InputStream stream;
    private final int most;
    private final Runnable whenTooLong;
    private final Thread reader;
    private byte[] kept = new byte[0];
    private boolean isTooLong;

    private Printed(InputStream stream, int most, Runnable whenTooLong) {
        this.stream = stream;
        this.most = most;
        this.whenTooLong = whenTooLong;
        this.reader = new Thread(this::read, "landlord-step-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** The first {@code most} bytes. */
    static Printed first(InputStream stream, int most, Runnable whenTooLong) {
        return new Printed(stream, most, whenTooLong);
    }

    /** The last 4 KB. */
    static Printed last(InputStream stream) {
        return new Printed(stream, LAST, null);
    }

    private void read() {
        byte[] buffer = new byte[LAST];
        try (stream) {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                append(buffer, count);
            }
        } catch (IOException killed) {
            // Nothing more comes.
        }
    }

    private synchronized void append(byte[] more, int count) {
        byte[] all = Arrays.copyOf(kept, kept.length + count);
        System.arraycopy(more, 0, all, kept.length, count);
        if (all.length <= most) {
            kept = all;
        } else if (whenTooLong == null) {
            kept = Arrays.copyOfRange(all, all.length - most, all.length);
        } else {
            isTooLong = true;
            whenTooLong.run();
        }
    }

    /** What there is when the program has closed its output, or {@code limit} has passed. */
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
