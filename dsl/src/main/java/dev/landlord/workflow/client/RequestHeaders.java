package dev.landlord.workflow.client;

import java.net.URI;
import java.util.Map;

/** Gives the headers of one request: a signature of it, for instance. */
@FunctionalInterface
public interface RequestHeaders {
    /**
     * Called before each attempt, on a thread that must not be blocked for long. What it throws ends the request.
     *
     * @param body what is sent; empty if nothing is
     */
    Map<String, String> of(String method, URI url, byte[] body);
}
