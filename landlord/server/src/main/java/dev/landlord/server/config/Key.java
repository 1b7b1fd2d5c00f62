package dev.landlord.server.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The keys of all settings, and their defaults.
 *
 * <p>The path of a key is its path in a file: {@code workflow.restate.timeout}. The flag is {@code
 * --workflow.restate.timeout}, with {@code -} or {@code _}; the environment variable is {@code
 * LANDLORD_WORKFLOW_RESTATE_TIMEOUT}, or the same without {@code LANDLORD_}.
 */
public enum Key {
    DEFAULT_PROVIDER("workflow.default_provider", "mock"),
    ENDPOINT("workflow.restate.endpoint", "http://localhost:8080"),
    ADMIN_ENDPOINT("workflow.restate.admin_endpoint", "http://localhost:9070"),
    EXECUTION_MECHANISM("workflow.restate.execution_mechanism", "local"),
    SERVICE_NAME("workflow.restate.service_name"),
    AUTH_TYPE("workflow.restate.auth_type", "none"),
    API_KEY("workflow.restate.api_key"),
    AWS_REGION("workflow.restate.aws_region"),
    AWS_SERVICE("workflow.restate.aws_service", "lambda"),
    TIMEOUT("workflow.restate.timeout", "30m"),
    RETRY_ATTEMPTS("workflow.restate.retry_attempts", "3"),
    LAMBDA_ARN("workflow.restate.lambda_arn"),
    ASSUME_ROLE_ARN("workflow.restate.assume_role_arn"),
    KUBERNETES_SERVICE("workflow.restate.kubernetes_service", "landlord"),
    KUBERNETES_NAMESPACE("workflow.restate.kubernetes_namespace", "default"),
    WORKER_REGISTER_ON_STARTUP("workflow.restate.worker_register_on_startup", "true"),
    WORKER_ADMIN_ENDPOINT("workflow.restate.worker_admin_endpoint"),
    WORKER_ADVERTISED_URL("workflow.restate.worker_advertised_url"),
    WORKER_NAMESPACE("workflow.restate.worker_namespace"),
    WORKER_SERVICE_PREFIX("workflow.restate.worker_service_prefix"),
    WORKER_LANDLORD_API_URL("workflow.restate.worker_landlord_api_url"),
    WORKER_COMPUTE_PROVIDER("workflow.restate.worker_compute_provider"),
    WORKER_COMPUTE_CACHE_TTL("workflow.restate.worker_compute_cache_ttl", "5m"),
    SHELL_ENABLED("workflow.shell.enabled"),
    SHELL_USER("workflow.shell.user"),
    HTTP_HOST("http.host", "127.0.0.1"),
    HTTP_PORT("http.port", "8081"),
    HTTP_ALLOWED_HOSTS("http.allowed_hosts"),
    HTTP_REQUEST_TIMEOUT("http.request_timeout", "30s"),
    HTTP_MAX_CONNECTIONS("http.max_connections", "2000"),
    AUTH_ADMIN_KEY("auth.admin_key"),
    OIDC_ISSUER("auth.oidc.issuer"),
    OIDC_AUDIENCE("auth.oidc.audience"),
    OIDC_JWKS_URI("auth.oidc.jwks_uri"),
    OIDC_ROLE_CLAIM("auth.oidc.role_claim", "roles"),
    OIDC_NAME_CLAIM("auth.oidc.name_claim", "sub"),
    STORE_URL("store.url", "jdbc:h2:file:./landlord-data/landlord"),
    STORE_USER("store.user"),
    STORE_PASSWORD("store.password"),
    REQUESTS_PER_USER("limits.requests_per_user", "100"),
    REQUESTS_PER_TENANT("limits.requests_per_tenant", "20"),
    RUNS_PER_USER("limits.runs_per_user", "1000"),
    WORKER_ADDRESS("worker.address", "127.0.0.1"),
    WORKER_PORT("worker.port", "9080"),
    WORKER_IDENTITY_KEYS("worker.identity_keys"),
    WORKER_INSECURE("worker.insecure", "false"),
    CONTROLLER_ENABLED("controller.enabled", "true"),
    CONTROLLER_WORKFLOW_PROVIDER("controller.workflow_provider"),
    PLANNING("controller.planning", "none"),
    RECONCILIATION_INTERVAL("controller.reconciliation_interval", "10s"),
    STATUS_POLL_INTERVAL("controller.status_poll_interval"),
    CONTROLLER_WORKERS("controller.workers", "3"),
    WORKFLOW_TRIGGER_TIMEOUT("controller.workflow_trigger_timeout", "30s"),
    SHUTDOWN_TIMEOUT("controller.shutdown_timeout", "30s"),
    MAX_RETRIES("controller.max_retries", "5"),
    QUEUE_BACKOFF_INITIAL("controller.queue_backoff_initial", "1s"),
    QUEUE_BACKOFF_MAX("controller.queue_backoff_max", "5m"),
    COMPUTE_DEFAULT_PROVIDER("compute.default_provider", "local"),
    COMPUTE_LOCAL_ROOT("compute.local.root", "tenants"),
    COMPUTE_MOCK_ROOT("compute.mock.root"),
    LOG_LEVEL("log_level", "info"),
    LOG_FORMAT("log.format", "text");

    static final String RESTATE = "workflow.restate.";

    private final String path;
    private final String defaultText;

    Key(String path) {
        this(path, null);
    }

    Key(String path, String defaultText) {
        this.path = path;
        this.defaultText = defaultText;
    }

    /** The path in a file, with dots between the blocks. */
    public String path() {
        return path;
    }

    /** The default, if the key has one. */
    public Optional<String> defaultText() {
        return Optional.ofNullable(defaultText);
    }

    /** The last part of the path; messages about values begin with it. */
    String field() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** The environment variables of the key; an earlier one takes precedence. */
    List<String> variables() {
        String plain = path.replace('.', '_').toUpperCase(Locale.ROOT);
        return switch (this) {
            // Existing deployments of the worker use these names.
            case WORKER_ADDRESS, WORKER_PORT ->
                List.of("LANDLORD_RESTATE_" + plain, "LANDLORD_" + plain, "RESTATE_" + plain, plain);
            default -> List.of("LANDLORD_" + plain, plain);
        };
    }

    /** Whether the value may contain a secret, so that no other process may see it. */
    public boolean isSecret() {
        return switch (this) {
            case API_KEY, AUTH_ADMIN_KEY, STORE_URL, STORE_PASSWORD -> true;
            default -> false;
        };
    }

    static Optional<Key> of(String path) {
        return Arrays.stream(values()).filter(key -> key.path.equals(path)).findFirst();
    }
}
