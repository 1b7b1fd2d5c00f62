package dev.landlord.server.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of the services at Restate: {@code my-workflow} runs as {@code MyWorkflow}. The code that serves, registers or
 * calls a service takes its name from this class, so that a prefix applies everywhere.
 *
 * @param tenantProvisioning the service of {@code tenant-provisioning}, if not {@code TenantProvisioning}; needed if
 *     another program has a service of that name
 * @param namespace precedes the prefix and the name, with a dash: {@code {namespace}-{prefix}-{Service}}
 * @param prefix precedes the name, with a dash
 */
public record ServiceNames(Optional<String> tenantProvisioning, Optional<String> namespace, Optional<String> prefix) {
    private static final String TENANT_PROVISIONING = "tenant-provisioning";

    /** The service names that Restate accepts. */
    private static final Predicate<String> NAME =
            Pattern.compile("([a-zA-Z]|_[a-zA-Z0-9])[a-zA-Z0-9._-]*").asMatchPredicate();

    private static final String EXPECTED = "letters, digits, '.', '_' and '-', beginning with a letter";

    /** Restate reserves the names with this prefix, and {@link #RESERVED}, in upper and lower case. */
    private static final String RESERVED_PREFIX = "restate";

    private static final String RESERVED = "openapi";

    static ServiceNames read(Values values) {
        ServiceNames names = new ServiceNames(
                values.text(Key.SERVICE_NAME, NAME, EXPECTED),
                values.text(Key.WORKER_NAMESPACE, NAME, EXPECTED),
                values.text(Key.WORKER_SERVICE_PREFIX, NAME, EXPECTED));
        errorOf(names.ofWorkflow(TENANT_PROVISIONING))
                .ifPresent(
                        error -> values.error(names.firstKey(), names.firstKey().field() + ": " + error));
        return names;
    }

    /** The key of the value with which the service names begin. */
    private Key firstKey() {
        return namespace.isPresent()
                ? Key.WORKER_NAMESPACE
                : prefix.isPresent() ? Key.WORKER_SERVICE_PREFIX : Key.SERVICE_NAME;
    }

    /** Why Restate refuses to register a service of this name; empty if Restate accepts the name. */
    public static Optional<String> errorOf(String service) {
        String lower = service.toLowerCase(Locale.ROOT);
        if (!NAME.test(service)) {
            return Optional.of("Restate accepts no service named \"" + service + "\"; expected " + EXPECTED);
        }
        return lower.startsWith(RESERVED_PREFIX) || lower.equals(RESERVED)
                ? Optional.of("Restate reserves the service name \"" + service + "\"; choose one that does not begin"
                        + " with \"" + RESERVED_PREFIX + "\" and is not \"" + RESERVED + "\"")
                : Optional.empty();
    }

    /** The names without namespace and prefix. */
    public static ServiceNames plain() {
        return new ServiceNames(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The service that runs the workflow {@code workflowId}. */
    public String ofWorkflow(String workflowId) {
        return of(tenantProvisioning
                .filter(override -> workflowId.equals(TENANT_PROVISIONING))
                .orElseGet(() -> pascalCase(workflowId)));
    }

    /** The service {@code name}. */
    public String of(String name) {
        return Stream.of(namespace, prefix, Optional.of(name))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("-"));
    }

    /** A name that would begin with a digit gets the prefix {@code _}, because Restate does not accept the digit. */
    private static String pascalCase(String workflowId) {
        String name = Arrays.stream(workflowId.split("-"))
                .filter(word -> !word.isEmpty())
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }
}
