package dev.landlord.samples.landlord.config;

/**
 * Where the endpoint listens that Restate calls. Whoever reaches it can run the steps of workflows, so it is on
 * loopback by default.
 *
 * @param port 0 is any free one; default: 9080
 */
public record WorkerConfig(String address, int port) {
    static WorkerConfig read(Values values) {
        return new WorkerConfig(values.requiredText(Key.WORKER_ADDRESS), values.port(Key.WORKER_PORT));
    }
}
