package dev.landlord.workflow.serve;

import dev.landlord.workflow.restate.OpenApprovals;
import dev.landlord.workflow.restate.ReceivingThread;
import dev.landlord.workflow.restate.WorkflowService;
import dev.restate.sdk.endpoint.Endpoint;
import dev.restate.sdk.endpoint.definition.HandlerDefinition;
import dev.restate.sdk.endpoint.definition.ServiceDefinition;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Serves workflows to Restate over HTTP, and registers them with it.
 *
 * <p>Restate connects to this server, not the other way round. No other program should be able to
 * reach it, so it listens on the loopback address by default. Thread-safe.
 */
public final class WorkflowServer implements AutoCloseable {
    private static final int MAX_HEADERS = 256 * 1024 * 1024;

    private final Vertx vertx;
    private final int port;
    private final URI uri;
    private final List<Registration> registrations;

    private WorkflowServer(Vertx vertx, int port, URI uri, List<Registration> registrations) {
        this.vertx = vertx;
        this.port = port;
        this.uri = uri;
        this.registrations = registrations;
    }

    /** A server on port 9080 of the loopback address, with nothing bound yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** The port that the server listens on. */
    public int port() {
        return port;
    }

    /** The URL that the server listens at, such as {@code http://127.0.0.1:9080}. */
    public URI uri() {
        return uri;
    }

    /**
     * Waits until the services are registered with each Restate that was passed to {@link Builder#register(URI)}.
     *
     * @return whether they are registered; {@code false} if {@code timeout} has passed first, or the server was
     *     closed
     * @throws IllegalStateException if a Restate refused some of them; the message names these, with its
     *     answer, and all others are registered
     */
    public boolean awaitRegistered(Duration timeout) {
        long start = System.nanoTime();
        for (Registration registration : registrations) {
            if (!registration.await(timeout.minusNanos(System.nanoTime() - start))) {
                return false;
            }
        }
        return true;
    }

    /** Stops listening and registering. Runs in progress are retried by Restate when it serves again. */
    @Override
    public void close() {
        registrations.forEach(Registration::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /**
     * The options that a server of workflows needs. Restate opens a stream for each invocation, and sends the key of a
     * run in a header: a header that is longer than the limit would close the connection that all runs share. So the
     * limit is above that of Restate's messages.
     */
    public static HttpServerOptions httpServerOptions() {
        return new HttpServerOptions()
                .setMaxHeaderSize(MAX_HEADERS)
                .setInitialSettings(new Http2Settings()
                        .setMaxConcurrentStreams(Integer.MAX_VALUE)
                        .setMaxHeaderListSize(MAX_HEADERS));
    }

    /** The services of a {@link WorkflowServer}, its address, and where it registers them. */
    public static final class Builder {
        private static final Pattern NAME = Pattern.compile("([a-zA-Z]|_[a-zA-Z0-9])[a-zA-Z0-9._-]*");

        private record Target(URI adminUrl, @Nullable URI serviceUrl) {}

        private final Map<String, Supplier<ServiceDefinition>> bound = new LinkedHashMap<>();
        private final List<WorkflowService> workflows = new ArrayList<>();
        private final List<Target> targets = new ArrayList<>();
        private String host = "127.0.0.1";
        private int port = 9080;
        private boolean isBatching = true;

        private Builder() {}

        /**
         * Adds a workflow: the service that the processor generated for it, under the name that the service was given.
         *
         * @throws IllegalArgumentException if there is a service of the same name, or the name is invalid
         */
        public Builder bind(WorkflowService service) {
            Objects.requireNonNull(service, "service");
            if (!NAME.matcher(service.name()).matches()) {
                throw new IllegalArgumentException(ServeErrors.name(service.name()));
            }
            Endpoint own = Endpoint.bind(service, ReceivingThread.OPTIONS).build();
            own.getServiceDefinitions().forEach(made -> {
                List<HandlerDefinition<?, ?>> handlers = new ArrayList<>();
                made.getHandlers().forEach(handler -> handlers.add(RequestReader.of(service.name(), handler)));
                bind(
                        service.name(),
                        () -> ServiceDefinition.of(service.name(), made.getServiceType(), handlers)
                                .configure(service::configure));
            });
            workflows.add(service);
            return this;
        }

        /**
         * Adds a Restate service of another kind: an instance of a class with {@code @Service}, {@code
         * @VirtualObject} or {@code @Workflow} that Restate's processor has processed.
         *
         * @throws IllegalArgumentException if Restate's processor has not processed the class, or a service has the same name
         */
        public Builder bind(Object service) {
            Objects.requireNonNull(service, "service");
            if (service instanceof WorkflowService workflow) {
                return bind(workflow);
            }
            if (service instanceof ServiceDefinition definition) {
                return bind(definition);
            }
            Endpoint own;
            try {
                own = Endpoint.bind(service).build();
            } catch (RuntimeException unknown) {
                Class<?> type = service.getClass();
                throw new IllegalArgumentException(
                        hasGeneratedService(type) ? ServeErrors.workflowItself(type) : ServeErrors.noService(type),
                        unknown);
            }
            own.getServiceDefinitions().forEach(this::bind);
            return this;
        }

        /** Whether the class is a workflow. */
        private static boolean hasGeneratedService(Class<?> type) {
            try {
                Class<?> generated = Class.forName(type.getName() + "Service", false, type.getClassLoader());
                return WorkflowService.class.isAssignableFrom(generated);
            } catch (ClassNotFoundException | LinkageError none) {
                return false;
            }
        }

        /**
         * Adds a Restate service as the SDK defines it.
         *
         * @throws IllegalArgumentException if there is one of the same name
         */
        public Builder bind(ServiceDefinition service) {
            bind(service.getServiceName(), () -> service);
            return this;
        }

        private void bind(String name, Supplier<ServiceDefinition> service) {
            if (bound.putIfAbsent(name, service) != null) {
                throw new IllegalArgumentException(ServeErrors.boundTwice(name));
            }
        }

        /** The port to listen on; 0 is any free one. Default: 9080. */
        public Builder port(int port) {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException(ServeErrors.port(port));
            }
            this.port = port;
            return this;
        }

        /**
         * The address to listen on. Default: {@code 127.0.0.1}. Every program that reaches it can run the steps
         * of your workflows with any input, so use {@code 0.0.0.0} only where a network policy or Restate's
         * request identity keeps other programs out.
         */
        public Builder host(String host) {
            this.host = Objects.requireNonNull(host, "host");
            return this;
        }

        /**
         * Whether the server holds the command of a step back until the result of the step is ready, for at most 1 ms, and
         * sends both together, so that Restate writes them to its log in one write. The order and the durability of the
         * entries do not change. The command of a longer step is sent before the result. Default: {@code true}.
         */
        public Builder batchCommands(boolean isBatching) {
            this.isBatching = isBatching;
            return this;
        }

        /**
         * Registers the services with the Restate whose admin API is at {@code adminUrl}, as reachable
         * where this server listens. See {@link #register(URI, URI)}.
         */
        public Builder register(URI adminUrl) {
            return register(adminUrl, null);
        }

        /**
         * Registers the services with the Restate whose admin API is at {@code adminUrl}, as reachable
         * at {@code serviceUrl}.
         *
         * <p>The server registers in the background, after its start. While Restate does not answer, the
         * server retries, first after a quarter of a second and then at most every 10 seconds, and logs one
         * warning. It logs a service that Restate refuses as an error, does not retry it, and registers the
         * others.
         *
         * <p>For each generated service whose {@code maxAttemptDuration} is longer than a minute, sets the
         * inactivity timeout to that duration and the abort timeout to a minute, unless Restate's default
         * inactivity timeout is 0.
         *
         * @param serviceUrl how Restate reaches this server; {@code null}: where it listens
         * @throws IllegalArgumentException if either is not an http or https URL with a host
         */
        public Builder register(URI adminUrl, @Nullable URI serviceUrl) {
            requireHttp(Objects.requireNonNull(adminUrl, "adminUrl"));
            if (serviceUrl != null) {
                requireHttp(serviceUrl);
            }
            targets.add(new Target(adminUrl, serviceUrl));
            return this;
        }

        private static void requireHttp(URI url) {
            boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!isHttp || url.getHost() == null || url.getPort() > 65_535) {
                throw new IllegalArgumentException(ServeErrors.url(url));
            }
        }

        /**
         * Builds the endpoint without serving it, for a Lambda or Spring. Its waiting runs are suspended by Restate's inactivity timeout; see {@link #requestHandler()}.
         */
        public Endpoint endpoint() {
            return endpoint(definitions());
        }

        /**
         * Builds the request handler of this server without the server, for an HTTP server of your own
         * that listens with {@link WorkflowServer#httpServerOptions()}. It suspends runs that wait.
         */
        public Handler<HttpServerRequest> requestHandler() {
            return requestHandler(definitions());
        }

        private Handler<HttpServerRequest> requestHandler(List<ServiceDefinition> services) {
            return new EndpointHandler(endpoint(services), services, isBatching);
        }

        private static Endpoint endpoint(List<ServiceDefinition> services) {
            Endpoint.Builder endpoint = Endpoint.builder();
            services.forEach(endpoint::bind);
            return endpoint.build();
        }

        /** Configures the services only now, so that the warnings of all of them are one line of the log. */
        private List<ServiceDefinition> definitions() {
            OpenApprovals.warn(workflows);
            return bound.values().stream().map(Supplier::get).toList();
        }

        /**
         * Starts listening, and registering.
         *
         * @throws UncheckedIOException if the port is in use or the host is not an address of this
         *     machine
         * @throws IllegalArgumentException if nothing is bound, or if it listens on every address and
         *     {@link #register(URI)} has no URL by which Restate reaches it
         */
        public WorkflowServer start() {
            if (bound.isEmpty()) {
                throw new IllegalArgumentException(ServeErrors.nothingBound());
            }
            boolean isEverywhere = host.equals("0.0.0.0") || host.equals("::");
            if (isEverywhere && targets.stream().anyMatch(target -> target.serviceUrl() == null)) {
                throw new IllegalArgumentException(ServeErrors.everywhere(host));
            }
            LogCheck.warn();
            List<ServiceDefinition> services = definitions();
            Vertx vertx = EventLoopServers.vertx();
            try {
                int actual = EventLoopServers.listen(vertx, requestHandler(services), port, host);
                String literal = host.contains(":") ? "[" + host + "]" : host;
                URI uri = URI.create("http://" + literal + ":" + actual);
                return new WorkflowServer(vertx, actual, uri, startRegistrations(uri, services));
            } catch (CompletionException failure) {
                vertx.close();
                if (failure.getCause() instanceof IOException refused) {
                    throw new UncheckedIOException(ServeErrors.cannotListen(host, port, refused), refused);
                }
                throw failure;
            } catch (RuntimeException failure) {
                vertx.close();
                throw failure;
            }
        }

        private List<Registration> startRegistrations(URI uri, List<ServiceDefinition> services) {
            Set<String> generated =
                    workflows.stream().map(WorkflowService::name).collect(Collectors.toSet());
            Map<String, Duration> longestAttempts = new LinkedHashMap<>();
            for (ServiceDefinition service : services) {
                boolean isGenerated = generated.contains(service.getServiceName());
                longestAttempts.put(service.getServiceName(), isGenerated ? service.getAbortTimeout() : Duration.ZERO);
            }
            return targets.stream()
                    .map(target -> Registration.start(
                            target.adminUrl(),
                            target.serviceUrl() == null ? uri : target.serviceUrl(),
                            longestAttempts))
                    .toList();
        }
    }
}
