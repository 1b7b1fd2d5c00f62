package dev.landlord.workflow.client;

import java.net.URI;
import java.util.Map;

/** Returns the headers of a request, for example its signature. */
@FunctionalInterface
public interface RequestHeaders {
    /**
     * Called before each attempt, on a thread that must not be blocked for long. An exception ends the request.
     *
     * @param body the body of the request; may be empty
     */
    Map<String, String> of(String method, URI url, byte[] body);
}
