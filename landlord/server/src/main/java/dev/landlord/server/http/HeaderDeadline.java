package dev.landlord.server.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection on which the headers of a request do not arrive in time. An idle timeout does not do that: each
 * byte starts it again. The time starts with the connection, and again after each response.
 */
final class HeaderDeadline implements Connection.Listener, HttpChannel.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(HeaderDeadline.class);

    private final Scheduler scheduler;
    private final Duration limit;
    private final Map<EndPoint, Scheduler.Task> waiting = new ConcurrentHashMap<>();

    HeaderDeadline(Scheduler scheduler, Duration limit) {
        this.scheduler = scheduler;
        this.limit = limit;
    }

    @Override
    public void onOpened(Connection connection) {
        await(connection.getEndPoint());
    }

    @Override
    public void onClosed(Connection connection) {
        stopWaiting(connection.getEndPoint());
    }

    /** The headers are complete. */
    @Override
    public void onRequestBegin(Request request) {
        stopWaiting(request.getHttpChannel().getEndPoint());
    }

    @Override
    public void onComplete(Request request) {
        EndPoint endPoint = request.getHttpChannel().getEndPoint();
        if (endPoint.isOpen()) {
            await(endPoint);
        }
    }

    private void await(EndPoint endPoint) {
        Scheduler.Task task = scheduler.schedule(() -> expire(endPoint), limit.toMillis(), TimeUnit.MILLISECONDS);
        cancel(waiting.put(endPoint, task));
    }

    private void stopWaiting(EndPoint endPoint) {
        cancel(waiting.remove(endPoint));
    }

    private static void cancel(Scheduler.Task task) {
        if (task != null) {
            task.cancel();
        }
    }

    private void expire(EndPoint endPoint) {
        if (waiting.remove(endPoint) != null) {
            LOG.debug(
                    "closed the connection of {}: no request arrived within {}",
                    endPoint.getRemoteSocketAddress(),
                    limit);
            endPoint.close();
        }
    }
}
