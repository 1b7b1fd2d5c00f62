package dev.landlord.samples.landlord.server;

import dev.landlord.devserver.RestateServer;
import dev.landlord.samples.landlord.cli.ServerStart;
import dev.landlord.samples.landlord.config.LandlordConfig;
import dev.landlord.samples.landlord.config.Provider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * Starts Landlord as it is configured. For development it brings a restate-server along, whose state goes with it, and
 * so do the tenants that the local compute provider makes; so it does for the provider {@code mock}, and then tenants
 * are made by the compute provider of that name.
 */
public final class LandlordStart implements ServerStart {
    private static final Duration LONGEST_REGISTRATION = Duration.ofSeconds(30);

    @Override
    public Running start(Optional<Path> file, Map<String, String> flags, boolean dev) throws IOException {
        Map<String, String> settings = new HashMap<>(flags);
        file.ifPresent(path -> settings.put("config", path.toString()));
        if (dev) {
            settings.put("workflow.default_provider", "restate");
            settings.put("controller.workflow_provider", "restate");
        }
        LandlordConfig config = LandlordConfig.load(settings);
        ProcessSecrets.hide();
        Configurator.setLevel(
                "dev.landlord.samples", Level.valueOf(config.logLevel().name()));
        Provider provider = requireProvider(config);
        if (provider == Provider.RESTATE && !dev) {
            return LandlordServer.start(config);
        }
        if (provider == Provider.MOCK) {
            settings.putIfAbsent("compute.default_provider", "mock");
        }
        RestateServer restate = startRestate();
        try {
            settings.put("workflow.restate.endpoint", restate.ingressUrl().toString());
            settings.put("workflow.restate.admin_endpoint", restate.adminUrl().toString());
            // Tenants that nobody knows afterwards would block their names, and their pages would go on.
            settings.put(
                    "compute.local.root", restate.directory().resolve("tenants").toString());
            LandlordServer landlord = LandlordServer.start(LandlordConfig.load(settings));
            awaitReady(landlord);
            return new WithRestate(landlord, restate);
        } catch (IOException | RuntimeException failure) {
            restate.close();
            throw failure;
        }
    }

    /**
     * The server inherits no variable that may be a secret of Landlord, such as {@code RESTATE_API_KEY}, because shell
     * commands can read the environment of its process. An empty value removes the variable.
     */
    private static RestateServer startRestate() {
        RestateServer.Options options = RestateServer.options();
        System.getenv().keySet().stream()
                .filter(name -> name.startsWith("RESTATE_") || name.startsWith("RUST_"))
                .forEach(name -> options.environment(name, ""));
        return options.start();
    }

    /** Restate runs here, so every command works once Landlord logs that it has started. */
    private static void awaitReady(LandlordServer landlord) {
        try {
            landlord.awaitReady(LONGEST_REGISTRATION);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Provider requireProvider(LandlordConfig config) {
        try {
            return config.requireProvider();
        } catch (IllegalStateException unusable) {
            throw new IllegalArgumentException(unusable.getMessage(), unusable);
        }
    }

    /** Landlord and its own Restate. */
    private record WithRestate(LandlordServer landlord, RestateServer restate) implements Running {
        @Override
        public Map<String, URI> addresses() {
            return landlord.addresses();
        }

        @Override
        public void close() {
            landlord.close();
            restate.close();
        }
    }
}
