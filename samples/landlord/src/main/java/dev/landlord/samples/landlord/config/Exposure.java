package dev.landlord.samples.landlord.config;

/** The rule for what listens without authentication: on loopback only, unless the operator accepts the risk. */
final class Exposure {
    private Exposure() {}

    /**
     * Notes a problem if {@code host} is not a loopback address and {@code insecure} is not set.
     *
     * @param address the key of {@code host}
     * @param insecure the key by which the operator accepts the risk
     * @param risk what callers on other machines can do, for the message
     */
    static void check(Values values, Key address, String host, Key insecure, String risk) {
        boolean isAccepted = values.flag(insecure);
        if (!isAccepted && !HostName.isLoopback(host)) {
            values.problem(
                    address,
                    address.field() + " must be a loopback address such as 127.0.0.1, got " + host + ": " + risk
                            + "; set " + insecure.path() + " to true to listen there without authentication");
        }
    }
}
