package dev.landlord.server.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.handler.ErrorHandler;

/** Sends Problem Details for requests that are too malformed to reach a route, such as {@code GET /%zz}. */
final class UnreadableRequest extends ErrorHandler {
    UnreadableRequest() {
        setShowStacks(false);
    }

    @Override
    public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
        String id = UUID.randomUUID().toString();
        String detail = "the request cannot be read: " + (reason == null ? HttpStatus.getMessage(status) : reason);
        fields.put(HttpHeader.CONTENT_TYPE, Responses.PROBLEM);
        return ByteBuffer.wrap(Responses.bytes(ProblemDetails.of(status, "malformed_request", detail, List.of(), id)));
    }
}
