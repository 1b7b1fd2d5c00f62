package dev.landlord.samples.landlord.restate;

import java.net.URI;
import java.util.Map;

/** What a request to Restate carries to prove who asks. */
@FunctionalInterface
public interface RequestHeaders {
    /** For a Restate that everybody may ask. */
    RequestHeaders NONE = (method, uri, body) -> Map.of();

    /**
     * @param body exactly what is sent, empty if nothing is: a signature covers it
     */
    Map<String, String> headers(String method, URI uri, byte[] body);
}
