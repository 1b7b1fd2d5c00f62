package dev.landlord.samples.landlord.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/**
 * Reads the body of each request before a route sees the request, within bounds: of size, of time, and of the number of
 * bodies that are read at once, because each of them holds a thread until its last byte has arrived.
 */
final class BodyReader {
    static final int MAX_BYTES = 2 * 1024 * 1024;

    private static final String BODY = "body";
    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH");
    private static final int CHUNK = 8 * 1024;

    private final Duration limit;
    private final Semaphore readers;

    /**
     * @param limit how long the bytes of a body may take to arrive
     * @param maxReaders how many bodies are read at once
     */
    BodyReader(Duration limit, int maxReaders) {
        this.limit = limit;
        this.readers = new Semaphore(maxReaders);
    }

    /**
     * Reads the body, for {@link #body}.
     *
     * @throws Refusal with 408, 413 or 503
     * @throws ClientGone if the client closes the connection before the end of the body
     */
    void read(Context context) {
        if (!METHODS.contains(context.method().name())) {
            return;
        }
        if (!readers.tryAcquire()) {
            throw new Refusal(503, "overloaded", "too many clients are sending a body at this moment; try again later");
        }
        try {
            context.attribute(BODY, bytes(context));
        } finally {
            readers.release();
        }
    }

    /** What {@link #read} has read. */
    static byte[] body(Context context) {
        byte[] body = context.attribute(BODY);
        return body == null ? new byte[0] : body;
    }

    private byte[] bytes(Context context) {
        long deadline = System.nanoTime() + limit.toNanos();
        EndPoint endPoint =
                Request.getBaseRequest(context.req()).getHttpChannel().getEndPoint();
        long idleTimeout = endPoint.getIdleTimeout();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        try (InputStream stream = context.bodyInputStream()) {
            while (body.size() <= MAX_BYTES) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw late(context);
                }
                endPoint.setIdleTimeout(left);
                int count = stream.read(chunk);
                if (count < 0) {
                    requireWhole(context, body.size());
                    return body.toByteArray();
                }
                body.write(chunk, 0, count);
            }
        } catch (IOException failure) {
            if (failure.getCause() instanceof TimeoutException) {
                throw late(context);
            }
            throw new ClientGone(failure);
        } finally {
            endPoint.setIdleTimeout(idleTimeout);
        }
        // What comes in chunks says no length before, so the size is known only now.
        throw new Refusal(
                413, "body_too_large", "the body is larger than " + MAX_BYTES + " bytes, which is what is read");
    }

    /** The end of a connection may look like the end of the body. */
    private static void requireWhole(Context context, int size) throws EOFException {
        long announced = context.req().getContentLengthLong();
        if (size < announced) {
            throw new EOFException("the connection ended after " + size + " of " + announced + " bytes");
        }
    }

    private Refusal late(Context context) {
        context.header("Connection", "close");
        return new Refusal(
                408, "request_timeout", "the body did not arrive within " + limit.toMillis() + " ms; send it faster");
    }
}
