package dev.landlord.server.config;

import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How the services are registered at Restate.
 *
 * @param adminEndpoint the admin API that registers the services
 * @param registerOnStartup {@code false} if an operator registers the services
 * @param advertisedUrl the URL at which Restate reaches the services, if it is not the URL at which they listen
 * @param lambdaArn the function of {@code lambda}, with its version
 * @param assumeRoleArn the role that Restate assumes to invoke that function
 * @param kubernetesService the service of {@code kubernetes}, default: {@code landlord}
 * @param kubernetesNamespace the namespace of that service, default: {@code default}
 */
public record DeploymentConfig(
        ExecutionMechanism mechanism,
        URI adminEndpoint,
        boolean registerOnStartup,
        Optional<URI> advertisedUrl,
        Optional<String> lambdaArn,
        Optional<String> assumeRoleArn,
        String kubernetesService,
        String kubernetesNamespace) {
    private static final Predicate<String> FUNCTION = Pattern.compile(
                    "arn:[a-z-]+:lambda:[a-z0-9-]+:\\d{12}:function:[\\w-]+:(\\$LATEST|[\\w-]+)")
            .asMatchPredicate();
    private static final Predicate<String> ROLE =
            Pattern.compile("arn:[a-z-]+:iam::\\d{12}:role/\\S+").asMatchPredicate();
    private static final Predicate<String> LABEL =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?").asMatchPredicate();

    static DeploymentConfig read(Values values, URI adminEndpoint, WorkerConfig worker) {
        DeploymentConfig config = new DeploymentConfig(
                values.choice(Key.EXECUTION_MECHANISM, ExecutionMechanism.values()),
                values.url(Key.WORKER_ADMIN_ENDPOINT).orElse(adminEndpoint),
                values.flag(Key.WORKER_REGISTER_ON_STARTUP),
                values.url(Key.WORKER_ADVERTISED_URL),
                values.text(
                        Key.LAMBDA_ARN,
                        FUNCTION,
                        "the ARN of a function with its version or alias, such as "
                                + "arn:aws:lambda:eu-west-1:123456789012:function:landlord:7"),
                values.text(Key.ASSUME_ROLE_ARN, ROLE, "the ARN of a role"),
                label(values, Key.KUBERNETES_SERVICE),
                label(values, Key.KUBERNETES_NAMESPACE));
        if (config.registerOnStartup) {
            config.check(values, worker);
        }
        return config;
    }

    private static String label(Values values, Key key) {
        return values.text(key, LABEL, "a name of Kubernetes: lower case letters, digits and -, at most 63")
                .orElseGet(() -> key.defaultText().orElseThrow());
    }

    private void check(Values values, WorkerConfig worker) {
        boolean isReachedByUrl = switch (mechanism) {
            case FARGATE, SELF_HOSTED -> true;
            case LOCAL -> HttpUrl.isWildcard(worker.address());
            case LAMBDA, KUBERNETES -> false;
        };
        if (isReachedByUrl && values.text(Key.WORKER_ADVERTISED_URL).isEmpty()) {
            values.error(Key.WORKER_ADVERTISED_URL, "worker_advertised_url is required for registration");
        }
        if (mechanism == ExecutionMechanism.LAMBDA
                && values.text(Key.LAMBDA_ARN).isEmpty()) {
            values.error(Key.LAMBDA_ARN, "lambda_arn is required for execution_mechanism lambda");
        }
    }
}
