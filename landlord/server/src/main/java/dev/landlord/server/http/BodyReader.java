package dev.landlord.server.http;

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
 * Reads the body of each request before the request reaches a route. Limits the size, the time, and the number of bodies
 * that are read at the same time, because each of them occupies a thread until its last byte has arrived.
 */
final class BodyReader {
    static final int MAX_BYTES = 2 * 1024 * 1024;

    private static final String BODY = "body";
    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH");
    private static final int CHUNK = 8 * 1024;

    private final Duration limit;
    private final Semaphore readers;

    /**
     * @param limit the time limit of a body
     * @param maxReaders the maximum number of bodies that are read at the same time
     */
    BodyReader(Duration limit, int maxReaders) {
        this.limit = limit;
        this.readers = new Semaphore(maxReaders);
    }

    /**
     * Reads the body; {@link #body} returns it.
     *
     * @throws ProblemException with 408, 413 or 503
     * @throws ClientDisconnectedException if the client closes the connection before the end of the body
     */
    void read(Context context) {
        if (!METHODS.contains(context.method().name())) {
            return;
        }
        if (!readers.tryAcquire()) {
            throw new ProblemException(503, "overloaded", "too many clients are sending a body; try again later");
        }
        try {
            context.attribute(BODY, bytes(context));
        } finally {
            readers.release();
        }
    }

    /** The body that {@link #read} has read. */
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
                    throw timedOut(context);
                }
                endPoint.setIdleTimeout(left);
                int count = stream.read(chunk);
                if (count < 0) {
                    requireComplete(context, body.size());
                    return body.toByteArray();
                }
                body.write(chunk, 0, count);
            }
        } catch (IOException failure) {
            if (failure.getCause() instanceof TimeoutException) {
                throw timedOut(context);
            }
            throw new ClientDisconnectedException(failure);
        } finally {
            endPoint.setIdleTimeout(idleTimeout);
        }
        // A chunked body has no content length, so its size is known only now.
        throw new ProblemException(
                413, "body_too_large", "the body is larger than " + MAX_BYTES + " bytes, which is the maximum");
    }

    /** Detects a body that is incomplete because the connection was closed. */
    private static void requireComplete(Context context, int size) throws EOFException {
        long announced = context.req().getContentLengthLong();
        if (size < announced) {
            throw new EOFException("the connection ended after " + size + " of " + announced + " bytes");
        }
    }

    private ProblemException timedOut(Context context) {
        context.header("Connection", "close");
        return new ProblemException(
                408, "request_timeout", "the body did not arrive within " + limit.toMillis() + " ms; send it faster");
    }
}
