package dev.landlord.workflow.serve;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Flushes a connection once for all messages of a turn of its event loop. The results of several steps then leave in one
 * packet, which Restate writes to its log in one write; Vert.x alone makes a system call for each of them.
 */
final class ConnectionFlushes {
    private ConnectionFlushes() {}

    /** So many flushes of one turn are held back at most. */
    private static final int MAX_HELD = 256;

    /** For the connection handler of a server. */
    static void holdBack(HttpConnection connection) {
        ChannelPipeline pipeline =
                ((ConnectionBase) connection).channelHandlerContext().pipeline();
        pipeline.addFirst(new FlushConsolidationHandler(MAX_HELD, true));
    }
}
