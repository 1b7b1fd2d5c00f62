package dev.landlord.samples.landlord.registration;

import dev.landlord.samples.landlord.config.DeploymentConfig;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What Restate calls, as its admin API is told of it.
 *
 * @param address for messages: a URL or an ARN
 * @param fields of the request that registers it
 * @param advice what to look at when Restate fails in calling it
 */
record Deployment(String address, Map<String, String> fields, String advice) {
    /**
     * The deployment that is configured.
     *
     * @param listening where this process serves
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
