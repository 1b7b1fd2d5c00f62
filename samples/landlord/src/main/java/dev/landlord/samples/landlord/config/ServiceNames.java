package dev.landlord.samples.landlord.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names that Restate's services have: {@code my-workflow} runs as {@code MyWorkflow}. Whoever serves, registers or
 * calls a service takes its name from here, so that a prefix holds everywhere.
 *
 * @param tenantProvisioning the service of {@code tenant-provisioning}, if not {@code TenantProvisioning}; the way out
 *     when a name is taken
 * @param namespace before the name and its prefix, with a dash: {@code {namespace}-{prefix}-{Service}}
 * @param prefix before the name, with a dash
 */
public record ServiceNames(Optional<String> tenantProvisioning, Optional<String> namespace, Optional<String> prefix) {
    private static final String TENANT_PROVISIONING = "tenant-provisioning";

    /** What Restate takes for a name of a service. */
    private static final Predicate<String> NAME =
            Pattern.compile("([a-zA-Z]|_[a-zA-Z0-9])[a-zA-Z0-9._-]*").asMatchPredicate();

    private static final String EXPECTED = "letters, digits, '.', '_' and '-', beginning with a letter";

    /** Restate keeps these names for itself, in any case of letters: what begins with {@code restate}, and one more. */
    private static final String RESERVED_PREFIX = "restate";

    private static final String RESERVED = "openapi";

    static ServiceNames read(Values values) {
        ServiceNames names = new ServiceNames(
                values.text(Key.SERVICE_NAME, NAME, EXPECTED),
                values.text(Key.WORKER_NAMESPACE, NAME, EXPECTED),
                values.text(Key.WORKER_SERVICE_PREFIX, NAME, EXPECTED));
        problemOf(names.ofWorkflow(TENANT_PROVISIONING))
                .ifPresent(problem ->
                        values.problem(names.firstKey(), names.firstKey().field() + ": " + problem));
        return names;
    }

    /** The key whose value the names of the services begin with. */
    private Key firstKey() {
        return namespace.isPresent()
                ? Key.WORKER_NAMESPACE
                : prefix.isPresent() ? Key.WORKER_SERVICE_PREFIX : Key.SERVICE_NAME;
    }

    /** Why Restate refuses to register a service of this name; empty if Restate accepts the name. */
    public static Optional<String> problemOf(String service) {
        String lower = service.toLowerCase(Locale.ROOT);
        if (!NAME.test(service)) {
            return Optional.of("Restate accepts no service named \"" + service + "\"; expected " + EXPECTED);
        }
        return lower.startsWith(RESERVED_PREFIX) || lower.equals(RESERVED)
                ? Optional.of("Restate reserves the service name \"" + service + "\"; choose one that does not begin"
                        + " with \"" + RESERVED_PREFIX + "\" and is not \"" + RESERVED + "\"")
                : Optional.empty();
    }

    /** The names as they are, with nothing before them. */
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

    /** What begins with a digit, which no name may, gets a {@code _} before it. */
    private static String pascalCase(String workflowId) {
        String name = Arrays.stream(workflowId.split("-"))
                .filter(word -> !word.isEmpty())
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }
}
