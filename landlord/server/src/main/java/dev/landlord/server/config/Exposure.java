package dev.landlord.server.config;

/** The rule for servers without authentication: they listen on loopback only, unless the operator accepts the risk. */
final class Exposure {
    private Exposure() {}

    /**
     * Adds an error if {@code host} is not a loopback address and {@code insecure} is not set.
     *
     * @param address the key of {@code host}
     * @param insecure the key by which the operator accepts the risk
     * @param risk the risk, for the message: what callers on other machines can do
     */
    static void check(Values values, Key address, String host, Key insecure, String risk) {
        boolean isAccepted = values.flag(insecure);
        if (!isAccepted && !HostName.isLoopback(host)) {
            values.error(
                    address,
                    address.field() + " must be a loopback address such as 127.0.0.1, got " + host + ": " + risk
                            + "; set " + insecure.path() + " to true to listen there without authentication");
        }
    }
}
