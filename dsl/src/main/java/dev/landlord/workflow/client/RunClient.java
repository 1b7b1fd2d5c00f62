package dev.landlord.workflow.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.workflow.WorkflowStatus;
import dev.landlord.workflow.client.Exchange.Call;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The run of one key, as generated clients reach it; for such clients only. What it returns can be cancelled, which
 * ends the request and leaves the run alone.
 */
public final class RunClient {
    private static final int NOT_FOUND = 404;
    private static final int NOT_READY = 470;
    private static final long PAUSE_MILLIS = 500;

    private final ClientConnection connection;
    private final String service;
    private final String key;

    RunClient(ClientConnection connection, String service, String key) {
        this.connection = connection;
        this.service = service;
        this.key = key;
    }

    public String key() {
        return key;
    }

    /** Starts the run. Tried again only while nothing can have arrived, so that what it tells is true. */
    public <I> CompletableFuture<Submission> submit(Payload<I> type, I input) {
        return submit(type, input, false);
    }

    private <I> Pending<Submission> submit(Payload<I> type, I input, boolean isRepeatable) {
        String what = what("submit");
        Call call = post(connection.url(service, key, "run", "send"), type.write(input), isRepeatable);
        return connection.send(what, call, connection.soon()).then(answer -> {
            if (!Answer.isOk(answer)) {
                throw Answer.refusal(what, service, answer);
            }
            JsonNode body = Answer.body(answer);
            return new Submission(
                    body.path("invocationId").asText(),
                    body.path("status").asText().equals("PreviouslyAccepted"));
        });
    }

    /** Starts the run, unless there is one, and waits for its result. */
    public <I, O> CompletableFuture<O> run(Payload<I> type, I input, Payload<O> result, Duration timeout) {
        Deadline deadline = Deadline.in(timeout);
        return submit(type, input, true).thenDo(submission -> attach("run", result, deadline));
    }

    /** Waits for the result of the run. */
    public <O> CompletableFuture<O> attach(Payload<O> result, Duration timeout) {
        return attach("attach", result, Deadline.in(timeout));
    }

    private <O> Pending<O> attach(String verb, Payload<O> result, Deadline deadline) {
        String what = what(verb);
        if (deadline.isOverIn(Duration.ZERO)) {
            throw new WaitTimeoutException(ClientAdvice.notEnded(what, deadline.timeout()));
        }
        Call call = new Call("GET", output("attach"), null, Map.of(), true, true);
        return connection.send(what, call, deadline).thenDo(answer -> {
            if (Answer.isOk(answer)) {
                return completed(read(what, result, answer));
            }
            return failure(what, answer).thenDo(failure -> {
                if (failure.isPresent()) {
                    throw failure.get();
                }
                return pause().thenDo(paused -> attach(verb, result, deadline));
            });
        });
    }

    /** Until what Restate says fits together again. */
    private static Pending<Void> pause() {
        Executor later = CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return Pending.of(CompletableFuture.runAsync(() -> {}, later));
    }

    /** The result of the run, if it has ended. */
    public <O> CompletableFuture<Optional<O>> peek(Payload<O> result) {
        return peek(answer -> Optional.ofNullable(read(what("peek"), result, answer)), Optional.empty());
    }

    /** Whether the run has ended well. */
    public CompletableFuture<Boolean> hasCompleted() {
        return peek(answer -> true, false);
    }

    private <R> Pending<R> peek(Function<HttpResponse<byte[]>, R> ended, R running) {
        String what = what("peek");
        Call call = new Call("GET", output("output"), null, Map.of(), true, false);
        return connection.send(what, call, connection.soon()).thenDo(answer -> {
            if (answer.statusCode() == NOT_READY) {
                return completed(running);
            }
            if (Answer.isOk(answer)) {
                return completed(ended.apply(answer));
            }
            return failure(what, answer).then(failure -> {
                if (failure.isPresent()) {
                    throw failure.get();
                }
                return running;
            });
        });
    }

    /** Asks the run to end and to undo what it did. */
    public CompletableFuture<Void> cancel() {
        return ask("cancel", Payloads.NOTHING, null, Payloads.NOTHING, Map.of());
    }

    /** Where the run stands. */
    public CompletableFuture<WorkflowStatus> status() {
        return ask("status", Payloads.NOTHING, null, Payloads.STATUS, Map.of());
    }

    /** Asks a handler which takes the same twice as it takes it once. */
    public <I, O> CompletableFuture<O> ask(String handler, Payload<I> type, I input, Payload<O> result) {
        return ask(handler, type, input, result, Map.of());
    }

    /** Asks a handler which must not be told twice: further attempts are known to be the same. */
    public <I, O> CompletableFuture<O> tell(String handler, Payload<I> type, I input, Payload<O> result) {
        return ask(
                handler,
                type,
                input,
                result,
                Map.of("idempotency-key", UUID.randomUUID().toString()));
    }

    private <I, O> Pending<O> ask(
            String handler, Payload<I> type, I input, Payload<O> result, Map<String, String> headers) {
        String what = what(handler);
        byte[] body = type.write(input);
        Call call = new Call(
                "POST", connection.url(service, key, handler), body.length == 0 ? null : body, headers, true, false);
        return connection.send(what, call, connection.soon()).then(answer -> {
            if (!Answer.isOk(answer)) {
                throw Answer.refusal(what, service, answer);
            }
            return read(what, result, answer);
        });
    }

    /** What the run published; nothing if it has not. */
    public <O> CompletableFuture<Optional<O>> query(String handler, Payload<O> result) {
        String what = what(handler);
        Call call = post(connection.url(service, key, handler), new byte[0], true);
        return connection.send(what, call, connection.soon()).then(answer -> {
            if (Answer.isOk(answer)) {
                return Optional.ofNullable(read(what, result, answer));
            }
            WorkflowClientException refusal = Answer.refusal(what, service, answer);
            if (refusal instanceof RequestRefusedException refused && refused.code() == NOT_FOUND) {
                return Optional.empty();
            }
            throw refusal;
        });
    }

    /** Waits for what the run has once. */
    public <O> CompletableFuture<O> await(String handler, Payload<O> result, Duration timeout) {
        String what = what(handler);
        Call call = new Call("POST", connection.url(service, key, handler), null, Map.of(), true, true);
        return connection.send(what, call, Deadline.in(timeout)).then(answer -> {
            if (!Answer.isOk(answer)) {
                throw Answer.refusal(what, service, answer);
            }
            return read(what, result, answer);
        });
    }

    /** Waits for it, and throws what it ends with as if it had been thrown here. */
    public static <T> T await(CompletableFuture<T> future) {
        return Pending.await(future);
    }

    /**
     * What the run has failed with; nothing if it has not. Its own {@code status} says so, for the answer may be of
     * what stands before it.
     */
    private Pending<Optional<WorkflowClientException>> failure(String what, HttpResponse<byte[]> answer) {
        if (Answer.source(answer) != Answer.Source.INVOCATION && answer.statusCode() != NOT_FOUND) {
            throw Answer.refusal(what, service, answer);
        }
        return ask("status", Payloads.NOTHING, null, Payloads.STATUS, Map.of())
                .then(status -> Optional.ofNullable(failure(what, status)));
    }

    private static WorkflowClientException failure(String what, WorkflowStatus status) {
        return switch (status.getPhase()) {
            case CANCELLED -> new RunCancelledException(what, status);
            case PARTIALLY_COMPENSATED -> new RunPartiallyCompensatedException(what, status);
            case FAILED, COMPENSATED -> new RunFailedException(what, status);
            case RUNNING, WAITING_FOR_APPROVAL, COMPENSATING, COMPLETED -> null;
        };
    }

    private <O> O read(String what, Payload<O> type, HttpResponse<byte[]> answer) {
        try {
            return type.read(answer.body());
        } catch (IllegalArgumentException other) {
            throw new UnreadableAnswerException(ClientAdvice.unreadable(what, other), other);
        }
    }

    private URI output(String what) {
        return connection.url("restate", "workflow", service, key, what);
    }

    private static Call post(URI url, byte[] body, boolean isRepeatable) {
        return new Call("POST", url, body.length == 0 ? null : body, Map.of(), isRepeatable, false);
    }

    private static <T> Pending<T> completed(T value) {
        return Pending.of(CompletableFuture.completedFuture(value));
    }

    private String what(String verb) {
        return service + "/" + key + " " + verb;
    }
}
