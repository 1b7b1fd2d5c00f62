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
import java.util.function.Function;

/**
 * The run of one key, as generated clients reach it; for such clients only. What it returns can be cancelled, which
 * ends the request and leaves the run alone.
 */
public final class RunClient {
    private static final int NOT_FOUND = 404;
    private static final int NOT_READY = 470;
    private static final int FIRST_ROUND = 1;

    /** After which it is no accident any more that Restate's answers do not fit each other. */
    private static final int MAX_ROUNDS = 3;

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
        return submit("submit", type, input, false, connection.soon());
    }

    private <I> Pending<Submission> submit(
            String verb, Payload<I> type, I input, boolean isRepeatable, Deadline deadline) {
        connection.requireOpen();
        String what = what(verb);
        Call call = post(connection.url(service, key, "run", "send"), type.write(input), isRepeatable);
        return connection.send(what, call, deadline).then(answer -> {
            if (!Answer.isOk(answer)) {
                throw Answer.refusal(what, service, answer);
            }
            JsonNode body = Answer.body(answer);
            String id = body.path("invocationId").asText();
            return switch (body.path("status").asText()) {
                case "Accepted" -> new Submission(id, false);
                case "PreviouslyAccepted" -> new Submission(id, true);
                // A page to log in at, for instance.
                default -> throw new UnreadableAnswerException(ClientErrors.unreadable(what));
            };
        });
    }

    /** Starts the run, unless there is one, and waits for its result. */
    public <I, O> CompletableFuture<O> run(Payload<I> type, I input, Payload<O> result, Duration timeout) {
        Deadline deadline = Deadline.in(timeout);
        return submit("run", type, input, true, deadline)
                .thenDo(submission -> attach("run", result, deadline, FIRST_ROUND));
    }

    /** Waits for the result of the run. */
    public <O> CompletableFuture<O> attach(Payload<O> result, Duration timeout) {
        connection.requireOpen();
        return attach("attach", result, Deadline.in(timeout), FIRST_ROUND);
    }

    /** @param round how often the answer has not fitted the run, this time included */
    private <O> Pending<O> attach(String verb, Payload<O> result, Deadline deadline, int round) {
        String what = what(verb);
        if (deadline.isOverIn(Duration.ZERO)) {
            throw new WaitTimeoutException(ClientErrors.noAnswerIn(what, deadline.timeout()));
        }
        Call call = new Call("GET", output("attach"), null, Map.of(), true, true);
        return connection.send(what, call, deadline).thenDo(answer -> {
            if (Answer.isOk(answer)) {
                return completed(read(what, result, answer));
            }
            return standing(what, answer, deadline).thenDo(status -> {
                requireGoingOn(what, status);
                if (round == MAX_ROUNDS) {
                    String found = answer.statusCode() + " " + Answer.message(answer);
                    throw new UnreachableException(ClientErrors.disagree(what, found, status.getPhase()), true, null);
                }
                return attach(verb, result, deadline, round + 1);
            });
        });
    }

    /** The result of the run, if it has ended. */
    public <O> CompletableFuture<Optional<O>> peek(Payload<O> result) {
        return peek(answer -> Optional.ofNullable(read(what("peek"), result, answer)), Optional.empty());
    }

    /** Whether the run has ended well. */
    public CompletableFuture<Boolean> hasCompleted() {
        return peek(answer -> read(what("peek"), Payloads.NOTHING, answer) == null, false);
    }

    private <R> Pending<R> peek(Function<HttpResponse<byte[]>, R> ended, R running) {
        connection.requireOpen();
        String what = what("peek");
        Deadline deadline = connection.soon();
        Call call = new Call("GET", output("output"), null, Map.of(), true, false);
        return connection.send(what, call, deadline).thenDo(answer -> {
            if (answer.statusCode() == NOT_READY && Answer.source(answer) != Answer.Source.INVOCATION) {
                return completed(running);
            }
            if (Answer.isOk(answer)) {
                return completed(ended.apply(answer));
            }
            return standing(what, answer, deadline).then(status -> {
                requireGoingOn(what, status);
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
        connection.requireOpen();
        return ask(what(handler), handler, type, input, result, headers, connection.soon());
    }

    private <I, O> Pending<O> ask(
            String what,
            String handler,
            Payload<I> type,
            I input,
            Payload<O> result,
            Map<String, String> headers,
            Deadline deadline) {
        byte[] body = type.write(input);
        Call call = new Call(
                "POST", connection.url(service, key, handler), body.length == 0 ? null : body, headers, true, false);
        return connection.send(what, call, deadline).then(answer -> {
            if (!Answer.isOk(answer)) {
                throw Answer.refusal(what, service, answer);
            }
            return read(what, result, answer);
        });
    }

    /** By this Restate knows that a further attempt is the same request. */
    private static Map<String, String> onlyOnce() {
        return Map.of("idempotency-key", UUID.randomUUID().toString());
    }

    /** What the run published; nothing if it has not. */
    public <O> CompletableFuture<Optional<O>> query(String handler, Payload<O> result) {
        connection.requireOpen();
        String what = what(handler);
        Call call = post(connection.url(service, key, handler), new byte[0], true);
        return connection.send(what, call, connection.soon()).then(answer -> {
            if (Answer.isOk(answer)) {
                return Optional.ofNullable(read(what, result, answer));
            }
            WorkflowClientException refusal = Answer.refusal(what, service, answer);
            boolean isOfRun = Answer.source(answer) == Answer.Source.INVOCATION;
            if (isOfRun && refusal instanceof RequestRefusedException refused && refused.code() == NOT_FOUND) {
                return Optional.empty();
            }
            throw refusal;
        });
    }

    /** Waits for what the run has once. */
    public <O> CompletableFuture<O> await(String handler, Payload<O> result, Duration timeout) {
        connection.requireOpen();
        String what = what(handler);
        Call call = new Call("POST", connection.url(service, key, handler), null, onlyOnce(), true, true);
        return connection.send(what, call, Deadline.in(timeout)).then(answer -> {
            if (!Answer.isOk(answer)) {
                throw Answer.refusal(what, service, answer);
            }
            return read(what, result, answer);
        });
    }

    /** The result of {@code future} where it may be {@code null}; to cancel it ends the request. */
    public static <T> CompletableFuture<Optional<T>> optional(CompletableFuture<T> future) {
        return Pending.of(future).then(Optional::ofNullable);
    }

    /** Waits for it, and throws what it ends with as if it had been thrown here. */
    public static <T> T await(CompletableFuture<T> future) {
        return Pending.await(future);
    }

    /**
     * Where the run stands, which says whether an answer that is none of success is the run's failure, or of something
     * on the way.
     */
    private Pending<WorkflowStatus> standing(String what, HttpResponse<byte[]> answer, Deadline deadline) {
        Answer.Source source = Answer.source(answer);
        boolean isUnknown = source == Answer.Source.INGRESS && answer.statusCode() == NOT_FOUND;
        if (source != Answer.Source.INVOCATION && !isUnknown) {
            throw Answer.refusal(what, service, answer);
        }
        return ask(what, "status", Payloads.NOTHING, null, Payloads.STATUS, Map.of(), deadline);
    }

    /** @throws RunFailedException if the run has failed */
    private static void requireGoingOn(String what, WorkflowStatus status) {
        switch (status.getPhase()) {
            case CANCELLED -> throw new RunCancelledException(what, status);
            case PARTIALLY_COMPENSATED -> throw new RunPartiallyCompensatedException(what, status);
            case COMPENSATED -> throw new RunFailedException(what, status);
            case FAILED ->
                throw RunEnd.isKilled(status)
                        ? new RunKilledException(what, status)
                        : new RunFailedException(what, status);
            case RUNNING, WAITING_FOR_APPROVAL, COMPENSATING, COMPLETED -> {}
        }
    }

    private <O> O read(String what, Payload<O> type, HttpResponse<byte[]> answer) {
        try {
            return type.read(answer.body());
        } catch (IllegalArgumentException other) {
            throw new UnreadableAnswerException(ClientErrors.unreadable(what));
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
