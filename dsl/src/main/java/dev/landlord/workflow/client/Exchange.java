package dev.landlord.workflow.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;

/**
 * One request and its answer, however many attempts it takes. An attempt is made again, after 100 ms and then twice as
 * long each time up to 5 s, while there is time: always if no connection could be made, for then nothing was sent; and
 * if the request may be repeated, also when the answer got lost or what stands before Restate says that it is away. A
 * request that waits is sent anew each minute, because a connection that is silent for longer may have been forgotten on
 * the way. Ending it in any way ends the attempt in flight.
 */
final class Exchange extends CompletableFuture<HttpResponse<byte[]>> {
    /**
     * What is asked.
     *
     * @param body {@code null} if nothing is sent
     * @param isRepeatable whether it may arrive more than once without any harm
     * @param waits whether its answer comes when a run has come so far, and not at once
     */
    record Call(
            String method, URI url, byte[] body, Map<String, String> headers, boolean isRepeatable, boolean waits) {}

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long MAX_PAUSE_MILLIS = 5_000;
    private static final Duration MAX_SILENCE = Duration.ofMinutes(1);
    private static final byte[] NOTHING = {};

    private final HttpClient http;
    private final RequestHeaders requestHeaders;
    private final Call call;
    private final String what;
    private final Deadline deadline;
    private int attempts;
    private boolean mayHaveArrived;
    private volatile Future<?> current;

    private Exchange(HttpClient http, RequestHeaders requestHeaders, Call call, String what, Deadline deadline) {
        this.http = http;
        this.requestHeaders = requestHeaders;
        this.call = call;
        this.what = what;
        this.deadline = deadline;
    }

    static Exchange begin(HttpClient http, RequestHeaders headers, Call call, String what, Deadline deadline) {
        Exchange exchange = new Exchange(http, headers, call, what, deadline);
        exchange.whenComplete((answer, failure) -> exchange.stop());
        exchange.attempt();
        return exchange;
    }

    /** The request that this exchange is about, for messages. */
    String what() {
        return what;
    }

    private void stop() {
        Future<?> inFlight = current;
        if (inFlight != null) {
            inFlight.cancel(true);
        }
    }

    private void attempt() {
        if (isDone()) {
            return;
        }
        attempts++;
        try {
            CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request(), BodyHandlers.ofByteArray());
            current = answer;
            if (isDone()) {
                stop();
            }
            // The client's own limit holds until the headers have come, and not for what follows them.
            Duration limit = limit();
            Future<?> alarm = Timer.after(limit, () -> answer.completeExceptionally(new Late()));
            answer.whenComplete((response, failure) -> {
                alarm.cancel(false);
                settle(response, failure instanceof CompletionException ? failure.getCause() : failure);
            });
        } catch (Throwable refused) {
            completeExceptionally(refused);
        }
    }

    /** The time for an attempt is up. */
    private static final class Late extends IOException {
        private static final long serialVersionUID = 1;
    }

    private Duration limit() {
        Duration left = deadline.left();
        return call.waits() && left.compareTo(MAX_SILENCE) > 0 ? MAX_SILENCE : left;
    }

    private HttpRequest request() {
        byte[] body = call.body() == null ? NOTHING : call.body();
        HttpRequest.Builder request = HttpRequest.newBuilder(call.url())
                .method(
                        call.method(),
                        call.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.body()));
        call.headers().forEach(request::setHeader);
        requestHeaders.of(call.method(), call.url(), body).forEach(request::setHeader);
        if (call.body() != null) {
            request.setHeader("content-type", "application/json");
        }
        return request.build();
    }

    private void settle(HttpResponse<byte[]> response, Throwable failure) {
        try {
            if (failure != null) {
                failed(failure);
            } else if (Answer.isAway(response)) {
                again("status " + response.statusCode(), true, () -> complete(response));
            } else {
                complete(response);
            }
        } catch (Throwable thrown) {
            completeExceptionally(thrown);
        }
    }

    private void failed(Throwable failure) {
        boolean isLate = failure instanceof Late;
        boolean isSent = !(failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException);
        if (!(failure instanceof IOException)) {
            completeExceptionally(failure);
        } else if (isLate && call.waits()) {
            stop();
            if (deadline.isOverIn(Duration.ZERO)) {
                completeExceptionally(new WaitTimeoutException(ClientErrors.noAnswerIn(what, deadline.timeout())));
            } else {
                attempt();
            }
        } else {
            String reason = isLate ? "no answer in time" : reason(failure);
            again(reason, isSent, () -> completeExceptionally(unreachable(reason, failure)));
        }
    }

    /** Tries again if it may and there is time; if not, {@code otherwise} ends it. */
    private void again(String reason, boolean isSent, Runnable otherwise) {
        mayHaveArrived |= isSent;
        Duration pause =
                Duration.ofMillis(Math.min(MAX_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempts - 1, 10)));
        if (deadline.isOverIn(pause) || isSent && !call.isRepeatable()) {
            otherwise.run();
        } else {
            current = Timer.after(pause, this::attempt);
            if (isDone()) {
                stop();
            }
        }
    }

    private UnreachableException unreachable(String reason, Throwable failure) {
        return new UnreachableException(
                ClientErrors.unreachable(what, call.url(), attempts, reason, mayHaveArrived), mayHaveArrived, failure);
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
