package dev.landlord.workflow.serve;

import dev.landlord.workflow.restate.InvocationStream;
import dev.restate.sdk.common.AbortedExecutionException;
import dev.restate.sdk.core.EndpointRequestHandler;
import dev.restate.sdk.core.ProtocolException;
import dev.restate.sdk.core.RequestProcessor;
import dev.restate.sdk.endpoint.Endpoint;
import dev.restate.sdk.endpoint.HeadersAccessor;
import dev.restate.sdk.endpoint.definition.ServiceDefinition;
import dev.restate.sdk.version.Version;
import io.opentelemetry.context.Scope;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.impl.ContextInternal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Hands Restate's requests to the SDK. At {@code /discover} and {@code /invoke/…} are all services; below
 * {@code /service/NAME} is the service of that name alone, so that it can be registered without the others.
 *
 * <p>In place of the SDK's own handler, which cannot suspend an attempt that waits, and which logs a stack for every
 * request that it refuses.
 */
final class EndpointHandler implements Handler<HttpServerRequest> {
    private static final Logger LOG = LogManager.getLogger("dev.landlord.workflow.serve");
    private static final Pattern PATH = Pattern.compile(
            ".*?(?:/service/(?<service>[^/]+))?" + "(?<request>/discover|/health|(?<invocation>/invoke/[^/]+/[^/]+))");
    private static final String SERVER_HEADER = "x-restate-server";

    private final LimitedLog refusals = new LimitedLog(LOG);
    private final WaitingStreams waiting = new WaitingStreams();
    private final EndpointRequestHandler all;
    private final Map<String, EndpointRequestHandler> each = new LinkedHashMap<>();

    private final boolean isBatching;

    EndpointHandler(Endpoint endpoint, Collection<ServiceDefinition> services, boolean isBatching) {
        this.isBatching = isBatching;
        this.all = EndpointRequestHandler.create(endpoint);
        for (ServiceDefinition service : services) {
            each.put(
                    service.getServiceName(),
                    EndpointRequestHandler.create(
                            Endpoint.builder().bind(service).build()));
        }
    }

    /** Where the service of this name is alone, below the URL of the server. */
    static String pathOf(String service) {
        return "/service/" + service;
    }

    @Override
    public void handle(HttpServerRequest request) {
        Context context = ((HttpServerRequestInternal) request).context();
        ServedStream stream = new ServedStream(context, request, waiting, isBatching);
        RequestProcessor processor;
        try {
            processor = processor(context, request, stream);
        } catch (ProtocolException refused) {
            refuse(request, refused.getCode(), refused.getMessage());
            return;
        }
        HttpServerResponse response = request.response();
        response.setStatusCode(processor.statusCode());
        response.putHeader("content-type", processor.responseContentType());
        response.putHeader(SERVER_HEADER, Version.X_RESTATE_SERVER);
        response.setChunked(true);
        stream.process(processor);
    }

    private RequestProcessor processor(Context context, HttpServerRequest request, ServedStream stream) {
        String path = request.path() == null ? "" : request.path();
        Matcher match = PATH.matcher(path);
        EndpointRequestHandler endpoint =
                !match.matches() ? null : match.group("service") == null ? all : each.get(match.group("service"));
        if (endpoint == null) {
            throw new ProtocolException("expected /discover, /health or /invoke/SERVICE/HANDLER", 404);
        }
        Scope scope = io.opentelemetry.context.Context.current()
                .with(InvocationStream.KEY, stream)
                .makeCurrent();
        try {
            // Without the slash the SDK takes a handler whose name is "health" or "discover" for its own.
            String invocation = match.group("invocation");
            return endpoint.processorForRequest(
                    invocation == null ? match.group("request") : invocation + "/",
                    new Headers(request),
                    stream::log,
                    eventLoop(context),
                    request.version() == HttpVersion.HTTP_2);
        } finally {
            scope.close();
        }
    }

    private void refuse(HttpServerRequest request, int status, String reason) {
        refusals.info(ServeErrors.refusedRequest(request.path(), status, reason));
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "text/plain")
                .putHeader(SERVER_HEADER, Version.X_RESTATE_SERVER)
                .end(reason);
    }

    /**
     * Runs a task of the SDK on the event loop of the request: at once, if that is the calling thread. After the server
     * has been closed, no stream is left, and the task is dropped.
     *
     * <p>The SDK ends an attempt that waits with an exception of its own, and refuses what an attempt asks for that has
     * ended, because Restate has closed its stream. Vert.x would log both as errors.
     */
    private static Executor eventLoop(Context context) {
        ContextInternal own = (ContextInternal) context;
        return task -> {
            if (own.inThread()) {
                own.emit(task, EndpointHandler::run);
            } else {
                EventLoops.executeUnlessClosed(own, () -> run(task));
            }
        };
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (ProtocolException closed) {
            LOG.debug("{}", closed.toString());
        } catch (Throwable ended) {
            if (ended != AbortedExecutionException.INSTANCE) {
                throw ended;
            }
        }
    }

    private record Headers(HttpServerRequest request) implements HeadersAccessor {
        @Override
        public Iterable<String> keys() {
            return request.headers().names();
        }

        @Override
        public String get(String key) {
            return request.getHeader(key);
        }
    }
}
