package dev.landlord.samples.landlord.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.handler.ErrorHandler;

/** Answers what is not HTTP enough to reach a route, such as {@code GET /%zz}, as everything else is answered. */
final class UnreadableRequest extends ErrorHandler {
    UnreadableRequest() {
        setShowStacks(false);
    }

    @Override
    public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
        String id = UUID.randomUUID().toString();
        String detail = "the request cannot be read: " + reason;
        fields.put(HttpHeader.CONTENT_TYPE, Answers.PROBLEM);
        return ByteBuffer.wrap(Answers.bytes(Problem.of(status, "malformed_request", detail, List.of(), id)));
    }
}
