package dev.landlord.server.http;

import java.io.IOException;

/** The client closed the connection before the request was complete, so it cannot receive a response. */
final class ClientDisconnectedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ClientDisconnectedException(IOException cause) {
        super(cause);
    }
}
