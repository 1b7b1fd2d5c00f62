package dev.landlord.server.http;

import dev.landlord.server.audit.AuditLog;
import dev.landlord.server.catalog.WorkflowCatalog;
import dev.landlord.server.catalog.WorkflowRemoval;
import dev.landlord.server.compute.ComputeProviders;
import dev.landlord.server.config.HttpConfig;
import dev.landlord.server.config.LimitsConfig;
import dev.landlord.server.config.ServiceNames;
import dev.landlord.server.decision.DecisionTokens;
import dev.landlord.server.execution.Approvals;
import dev.landlord.server.execution.ExecutionControl;
import dev.landlord.server.execution.ExecutionReader;
import dev.landlord.server.execution.RunQuota;
import dev.landlord.server.identity.ApiKeys;
import dev.landlord.server.identity.Authenticator;
import dev.landlord.server.identity.InvalidCredentialsException;
import dev.landlord.server.metrics.Metrics;
import dev.landlord.server.readiness.WritePath;
import dev.landlord.server.registration.Readiness;
import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.Writes;
import dev.landlord.server.tenant.TenantClient;
import dev.landlord.server.tenant.TenantStore;
import io.javalin.Javalin;
import io.javalin.event.HandlerMetaInfo;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import io.javalin.security.RouteRole;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Landlord's HTTP API, which {@code openapi.yaml} describes. */
public final class HttpApi implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);

    /** How long a request waits for the undo of executions; shorter than the timeout of the command line. */
    private static final Duration UNDO_TIMEOUT = Duration.ofSeconds(20);

    private final Javalin app;
    private final String host;

    private HttpApi(Javalin app, String host) {
        this.app = app;
        this.host = host;
    }

    /**
     * The components that the API uses.
     *
     * @param allowsCommands whether the steps of workflows may be shell commands
     */
    public record Parts(
            TenantClient tenants,
            TenantStore store,
            WorkflowCatalog catalog,
            RestateApi restate,
            ServiceNames names,
            ComputeProviders providers,
            Supplier<Readiness> readiness,
            WritePath writePath,
            Runnable requireTenants,
            Authenticator authenticator,
            ApiKeys keys,
            DecisionTokens decisionTokens,
            RunQuota quota,
            AuditLog audit,
            Metrics metrics,
            boolean allowsCommands) {
        List<Routes> routes() {
            ExecutionReader reader = new ExecutionReader(restate, names);
            ExecutionControl control = new ExecutionControl(restate, names);
            return List.of(
                    new HealthRoutes(readiness, writePath, catalog::unserved),
                    new TenantRoutes(tenants, store, requireTenants, quota),
                    new WorkflowRoutes(
                            catalog, new WorkflowRemoval(catalog, control, restate, UNDO_TIMEOUT), allowsCommands),
                    new ExecutionRoutes(catalog, reader, control, quota),
                    new ApprovalRoutes(catalog, reader, new Approvals(restate, decisionTokens), store),
                    new ComputeRoutes(providers),
                    new KeyRoutes(keys),
                    new AuditRoutes(audit),
                    new MetricsRoutes(metrics),
                    new DocsRoutes());
        }
    }

    /**
     * Starts to listen.
     *
     * @throws IOException if the port is taken
     */
    public static HttpApi start(HttpConfig config, LimitsConfig limits, Parts parts) throws IOException {
        Javalin app = Javalin.create(settings -> {
            settings.showJavalinBanner = false;
            settings.http.prefer405over404 = true;
            HttpServer.configure(settings, config);
        });
        app.events(events -> events.handlerAdded(added -> addHead(app, added)));
        AccessLog accessLog = new AccessLog(parts.metrics());
        accessLog.addFirst(app);
        RequestSlots slots = new RequestSlots(HttpServer.MAX_REQUESTS);
        app.before(slots::take);
        app.before(new RequestGuard(config.allowedHosts())::check);
        new AuditGuard(parts.audit()).addTo(app);
        new AccessGuard(parts.authenticator()).addTo(app);
        QueryGuard.addTo(app);
        app.before(IdempotencyKey::assign);
        new RequestQuotas(limits).addTo(app);
        app.before(new BodyReader(config.requestTimeout(), HttpServer.MAX_BODIES)::read);
        parts.routes().forEach(routes -> routes.addTo(app));
        app.after(slots::release);
        accessLog.addLast(app);
        app.exception(Exception.class, HttpApi::failed);
        app.exception(InvalidCredentialsException.class, HttpApi::unauthenticated);
        app.exception(ClientDisconnectedException.class, HttpApi::disconnected);
        app.exception(NotFoundResponse.class, (unknown, context) -> sendProblem(context, unknownPath(context.path())));
        app.exception(MethodNotAllowedResponse.class, HttpApi::notAllowed);
        try {
            app.start();
        } catch (JavalinBindException taken) {
            throw new IOException(
                    "cannot listen on " + config.host() + ":" + config.port() + ": " + taken.getMessage(), taken);
        }
        return new HttpApi(app, config.host());
    }

    /** The URL of the API. */
    public URI uri() {
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + app.port());
    }

    /** Completes the requests in progress, and stops. */
    @Override
    public void close() {
        app.stop();
    }

    /** Adds HEAD to each GET route: the same response without the body. */
    private static void addHead(Javalin app, HandlerMetaInfo added) {
        if (added.getHttpMethod() == HandlerType.GET) {
            app.head(added.getPath(), added.getHandler(), added.getRoles().toArray(RouteRole[]::new));
        }
    }

    /** Logs only for debugging: the client caused this failure, and cannot receive a response. */
    private static void disconnected(ClientDisconnectedException failure, Context context) {
        LOG.debug(
                "{} {}: the client closed the connection before the request was complete: {}",
                context.method(),
                context.path(),
                failure.getCause().getMessage());
        context.status(400);
    }

    private static void unauthenticated(InvalidCredentialsException refused, Context context) {
        context.header("WWW-Authenticate", "Bearer");
        sendProblem(context, new ProblemException(401, "unauthenticated", refused.getMessage()));
    }

    private static void failed(Exception failure, Context context) {
        sendProblem(context, ProblemMapper.of(failure).orElseGet(() -> {
            LOG.error(
                    "{} {} failed request_id={}",
                    context.method(),
                    context.path(),
                    RequestIds.requestId(context),
                    failure);
            return new ProblemException(
                    500,
                    "internal_error",
                    "Landlord has failed because of a bug; its log contains details under the id of this request");
        }));
    }

    private static void notAllowed(MethodNotAllowedResponse response, Context context) {
        String allowed = String.join(", ", response.getDetails().values());
        context.header("Allow", allowed);
        sendProblem(
                context,
                new ProblemException(
                        405,
                        "method_not_allowed",
                        context.method() + " is not a method of " + context.path() + "; it has " + allowed));
    }

    private static ProblemException unknownPath(String path) {
        if (path.matches("/v\\d+(/.*)?") && !path.matches("/v1(/.*)?")) {
            return new ProblemException(404, "unsupported_version", "expected version v1 in the path, found " + path);
        }
        if (path.matches("/(tenants|workflows|approvals|compute-providers)(/.*)?")) {
            return new ProblemException(404, "version_required", "expected a version in the path: /v1" + path);
        }
        return new ProblemException(404, "not_found", "there is no " + path + "; see /openapi.yaml");
    }

    private static void sendProblem(Context context, ProblemException failure) {
        ProblemDetails problem = failure.toProblemDetails(RequestIds.requestId(context));
        Responses.send(context, isUnavailable(context, problem) ? withOutcome(context, problem) : problem);
    }

    private static boolean isUnavailable(Context context, ProblemDetails problem) {
        boolean isRead = context.method() == HandlerType.GET || context.method() == HandlerType.HEAD;
        return problem.status() == 503 && !isRead && IdempotencyKey.of(context) != null;
    }

    /** Says whether the change may have happened, and with which key the caller can repeat the request. */
    private static ProblemDetails withOutcome(Context context, ProblemDetails problem) {
        context.header(IdempotencyKey.HEADER, IdempotencyKey.of(context));
        return problem.withOutcome(Writes.mayHaveHappened() ? "unknown" : "not_done");
    }
}
