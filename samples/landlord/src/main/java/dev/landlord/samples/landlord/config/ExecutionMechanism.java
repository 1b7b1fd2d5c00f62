package dev.landlord.samples.landlord.config;

/** Where the services run that Restate calls, which decides how they are made known to it. Values are case-sensitive. */
public enum ExecutionMechanism implements Choice {
    /** In this process, reachable where it listens. */
    LOCAL,
    /** In a Lambda function, named by its ARN. */
    LAMBDA,
    /** In an ECS task, reachable at the advertised URL. */
    FARGATE,
    /** Behind a Kubernetes service, reachable by its name in the cluster. */
    KUBERNETES,
    /** Anywhere, reachable at the advertised URL. */
    SELF_HOSTED;

    @Override
    public String word() {
        return Choice.super.word().replace('_', '-');
    }
}
