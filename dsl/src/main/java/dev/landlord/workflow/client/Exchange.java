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
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * One request and its answer, however many attempts it takes. An attempt is made again, after 100 ms and then twice as
 * long each time up to 5 s, while there is time: always if no connection could be made, for then nothing was sent; and
 * if the request may be repeated, also when the answer got lost or what stands before Restate says that it is away.
 * Cancelling it ends the attempt in flight.
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
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final byte[] NOTHING = {};

    private final HttpClient http;
    private final RequestHeaders requestHeaders;
    private final Call call;
    private final String what;
    private final Deadline deadline;
    private int attempts;
    private boolean mayHaveArrived;
    private volatile CompletableFuture<?> current;

    private Exchange(HttpClient http, RequestHeaders requestHeaders, Call call, String what, Deadline deadline) {
        this.http = http;
        this.requestHeaders = requestHeaders;
        this.call = call;
        this.what = what;
        this.deadline = deadline;
    }

    static Exchange begin(HttpClient http, RequestHeaders headers, Call call, String what, Deadline deadline) {
        Exchange exchange = new Exchange(http, headers, call, what, deadline);
        exchange.attempt();
        return exchange;
    }

    private void attempt() {
        if (isDone()) {
            return;
        }
        attempts++;
        CompletableFuture<HttpResponse<byte[]>> answer;
        try {
            answer = http.sendAsync(request(), BodyHandlers.ofByteArray());
        } catch (RuntimeException refused) {
            completeExceptionally(refused);
            return;
        }
        current = answer;
        if (isCancelled()) {
            answer.cancel(true);
        }
        answer.whenComplete((response, failure) -> {
            if (failure != null) {
                failed(failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
            } else if (Answer.isAway(response)) {
                again("status " + response.statusCode(), null, true, () -> complete(response));
            } else {
                complete(response);
            }
        });
    }

    private HttpRequest request() {
        byte[] body = call.body() == null ? NOTHING : call.body();
        HttpRequest.Builder request = HttpRequest.newBuilder(call.url())
                .timeout(deadline.left())
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

    private void failed(Throwable failure) {
        boolean isSent = !(failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException);
        if (!(failure instanceof IOException)) {
            completeExceptionally(failure);
        } else if (isSent && call.waits() && failure instanceof HttpTimeoutException) {
            completeExceptionally(new WaitTimeoutException(ClientAdvice.notEnded(what, deadline.timeout())));
        } else {
            again(reason(failure), failure, isSent, () -> completeExceptionally(unreachable(reason(failure), failure)));
        }
    }

    /** Tries again if it may and there is time; if not, {@code otherwise} ends it. */
    private void again(String reason, Throwable failure, boolean isSent, Runnable otherwise) {
        mayHaveArrived |= isSent;
        long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempts - 1, 10));
        if (deadline.isOverIn(Duration.ofMillis(pause)) || isSent && !call.isRepeatable()) {
            otherwise.run();
        } else {
            CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS).execute(this::attempt);
        }
    }

    private UnreachableException unreachable(String reason, Throwable failure) {
        return new UnreachableException(
                ClientAdvice.unreachable(what, call.url(), attempts, reason, mayHaveArrived), mayHaveArrived, failure);
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean isCancelled = super.cancel(mayInterruptIfRunning);
        CompletableFuture<?> inFlight = current;
        if (inFlight != null) {
            inFlight.cancel(true);
        }
        return isCancelled;
    }
}
