package dev.landlord.samples.landlord.http;

import java.io.IOException;

/** The client closed the connection before the request was complete, so that no answer can reach the client. */
final class ClientGone extends RuntimeException {
    private static final long serialVersionUID = 1;

    ClientGone(IOException cause) {
        super(cause);
    }
}
