package dev.landlord.server.config;

/**
 * The address of the endpoint that Restate calls. A caller that reaches the endpoint can run the steps of workflows, so an
 * address beyond loopback requires {@code worker.insecure}.
 *
 * @param port the port; 0 means any free port; default: 9080
 */
public record WorkerConfig(String address, int port) {
    private static final String RISK = "the worker authenticates no caller, and each caller can run the steps of"
            + " workflows, which are shell commands, as the user that runs Landlord";

    static WorkerConfig read(Values values) {
        String address = values.requiredText(Key.WORKER_ADDRESS);
        Exposure.check(values, Key.WORKER_ADDRESS, address, Key.WORKER_INSECURE, RISK);
        return new WorkerConfig(address, values.port(Key.WORKER_PORT));
    }

    /** Whether callers on other machines can reach the endpoint. */
    public boolean isExposed() {
        return !HostName.isLoopback(address);
    }
}
