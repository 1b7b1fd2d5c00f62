package dev.landlord.workflow.client;

import java.net.URI;
import java.util.Map;

/** Returns additional headers for one attempt of a request, such as a signature of the request. */
@FunctionalInterface
public interface RequestHeaders {
    /**
     * Called before each attempt, on a thread that must not be blocked for long. An exception ends the request, which
     * fails with it.
     *
     * @param body the body of the request; empty if it has none
     */
    Map<String, String> of(String method, URI url, byte[] body);
}
