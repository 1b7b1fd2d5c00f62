package dev.landlord.server.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The address of the endpoint that Restate calls. A caller that reaches the endpoint can run the steps of workflows, so an
 * address beyond loopback requires the keys with which Restate signs its requests, or {@code worker.insecure}.
 *
 * @param port the port; 0 means any free port; default: 9080
 * @param identityKeys the keys of Restate's request identity; if there are any, each request must be signed with one
 */
public record WorkerConfig(String address, int port, List<IdentityKey> identityKeys) {
    private static final String RISK =
            "without identity_keys the worker authenticates no caller, and each caller can run"
                    + " the steps of workflows, which are shell commands, as the user that runs Landlord";

    static WorkerConfig read(Values values) {
        String address = values.requiredText(Key.WORKER_ADDRESS);
        boolean isInsecure = values.flag(Key.WORKER_INSECURE);
        Optional<String> keys = values.text(Key.WORKER_IDENTITY_KEYS);
        if (!HostName.isLoopback(address) && !isInsecure && keys.isEmpty()) {
            values.error(
                    Key.WORKER_ADDRESS,
                    "address must be a loopback address such as 127.0.0.1, got " + address + ": " + RISK + "; set "
                            + Key.WORKER_IDENTITY_KEYS.path()
                            + " to the public key of Restate's request identity, or set "
                            + Key.WORKER_INSECURE.path() + " to true to listen there without authentication");
        }
        return new WorkerConfig(
                address,
                values.port(Key.WORKER_PORT),
                keys.map(text -> identityKeys(values, text)).orElse(List.of()));
    }

    /** Messages contain only what can be a public key: an operator may have written the private key. */
    private static List<IdentityKey> identityKeys(Values values, String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .flatMap(word -> {
                    Optional<IdentityKey> key = IdentityKey.parse(word);
                    if (key.isEmpty()) {
                        values.error(
                                Key.WORKER_IDENTITY_KEYS,
                                "identity_keys must be public keys as restate-server logs them (Loaded request identity"
                                        + " key), with commas between them, each " + IdentityKey.PREFIX
                                        + " and 32 bytes in Base58, got "
                                        + (word.startsWith(IdentityKey.PREFIX)
                                                ? word
                                                : "a text that begins otherwise"));
                    }
                    return key.stream();
                })
                .toList();
    }

    /** Whether callers on other machines can reach the endpoint. */
    public boolean isExposed() {
        return !HostName.isLoopback(address);
    }

    /** Whether the endpoint refuses requests that Restate has not signed. */
    public boolean isAuthenticated() {
        return !identityKeys.isEmpty();
    }
}
