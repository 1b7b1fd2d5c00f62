package dev.landlord.devserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

final class FreePorts {
    private FreePorts() {}

    /**
     * Ports of the loopback address that nobody listened on a moment ago, all different. They are held
     * together and let go together, so that none is handed out twice by one call.
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
                    // It was never connected; there is nothing to lose.
                }
            }
        }
    }
}
