package dev.landlord.workflow.serve;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages of one attempt to Restate. The command of a step waits for the message that follows it, at most a
 * millisecond: the server then receives the command and the result together, and writes and syncs its log once for both.
 *
 * <p>Messages keep their order. Restate receives a command that is held back a little later; the engine waits in either case
 * until Restate has acknowledged the entry.
 *
 * <p>Used on the event loop of the request only.
 */
final class HeldMessages {
    /** The type of the command of a step, which are the first two bytes of its message. */
    private static final int RUN_COMMAND = 0x0411;

    private static final long MAX_MILLIS = 1;

    private final Context context;
    private final HttpServerResponse response;
    private final boolean isBatching;
    private @Nullable Buffer held;
    private boolean isTimerSet;

    HeldMessages(Context context, HttpServerResponse response, boolean isBatching) {
        this.context = context;
        this.response = response;
        this.isBatching = isBatching;
    }

    void add(byte[] message) {
        Buffer before = held;
        if (isBatching && isRunCommand(message)) {
            held = before == null ? Buffer.buffer(message) : before.appendBytes(message);
            flushSoon();
        } else if (before == null) {
            response.write(Buffer.buffer(message));
        } else {
            before.appendBytes(message);
            flush();
        }
    }

    /** Sends what is held back. */
    void flush() {
        Buffer ready = held;
        if (ready != null) {
            held = null;
            response.write(ready);
        }
    }

    /** One timer at a time: a command that is held back after it was set waits for less than a millisecond. */
    private void flushSoon() {
        if (!isTimerSet) {
            isTimerSet = true;
            context.owner().setTimer(MAX_MILLIS, timer -> {
                isTimerSet = false;
                if (!response.ended() && !response.closed()) {
                    flush();
                }
            });
        }
    }

    private static boolean isRunCommand(byte[] message) {
        return message.length >= 2 && ((message[0] & 0xFF) << 8 | message[1] & 0xFF) == RUN_COMMAND;
    }
}
