package dev.landlord.devserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Finds ports for a server. */
final class FreePorts {
    private FreePorts() {}

    /**
     * Returns different ports of the loopback address on which no process listens. Binds all of them before it releases
     * the first, so that no port occurs twice; another process may take a port afterwards.
     */
    static int[] find(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        } catch (IOException failure) {
            throw new UncheckedIOException("no free port on the loopback address", failure);
        } finally {
            for (ServerSocket socket : held) {
                try {
                    socket.close();
                } catch (IOException ignored) {
                    // The socket has no connection that could lose data.
                }
            }
        }
    }
}
