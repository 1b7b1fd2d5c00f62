package dev.landlord.server.config;

/** Where the services run, which decides how Restate reaches them. Values are case-sensitive. */
public enum ExecutionMechanism implements Choice {
    /** In this process, at the address at which it listens. */
    LOCAL,
    /** In a Lambda function, identified by its ARN. */
    LAMBDA,
    /** In an ECS task, at the advertised URL. */
    FARGATE,
    /** Behind a Kubernetes service, at its DNS name in the cluster. */
    KUBERNETES,
    /** Anywhere, at the advertised URL. */
    SELF_HOSTED;

    @Override
    public String word() {
        return Choice.super.word().replace('_', '-');
    }
}
