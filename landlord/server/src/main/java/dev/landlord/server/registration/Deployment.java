package dev.landlord.server.registration;

import dev.landlord.server.config.DeploymentConfig;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The endpoint that Restate calls, as the admin API registers it.
 *
 * @param address the URL or ARN, for messages
 * @param fields the fields of the request that registers the deployment
 * @param advice what to check if Restate cannot call the deployment
 */
record Deployment(String address, Map<String, String> fields, String advice) {
    /**
     * The configured deployment.
     *
     * @param listening the URL at which this process serves
     */
    static Deployment of(DeploymentConfig config, URI listening) {
        return switch (config.mechanism()) {
            case LOCAL, FARGATE, SELF_HOSTED -> http(config.advertisedUrl().orElse(listening));
            case KUBERNETES -> http(config.advertisedUrl().orElseGet(() -> inCluster(config, listening.getPort())));
            case LAMBDA -> lambda(config);
        };
    }

    private static URI inCluster(DeploymentConfig config, int port) {
        return URI.create("http://" + config.kubernetesService() + "." + config.kubernetesNamespace()
                + ".svc.cluster.local:" + port);
    }

    private static Deployment http(URI url) {
        String address = url.toString();
        return new Deployment(
                address,
                Map.of("uri", address),
                "if Restate reaches " + address + " under another URL, set workflow.restate.worker_advertised_url");
    }

    private static Deployment lambda(DeploymentConfig config) {
        String arn = config.lambdaArn().orElseThrow();
        Map<String, String> fields = new LinkedHashMap<>(Map.of("arn", arn));
        config.assumeRoleArn().ifPresent(role -> fields.put("assume_role_arn", role));
        return new Deployment(
                arn, fields, "if Restate may not invoke the function itself, set workflow.restate.assume_role_arn");
    }
}
