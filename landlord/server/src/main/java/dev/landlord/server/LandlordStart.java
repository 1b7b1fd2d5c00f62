package dev.landlord.server;

import dev.landlord.api.ServerStart;
import dev.landlord.devserver.RestateServer;
import dev.landlord.server.config.LandlordConfig;
import dev.landlord.server.config.Provider;
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
 * Starts Landlord with its configuration. For development, and for the provider {@code mock}, it also starts a
 * restate-server. The state of that server, and the tenants of the local compute provider, are deleted when Landlord
 * stops. With the provider {@code mock}, the compute provider {@code mock} is the default.
 */
public final class LandlordStart implements ServerStart {
    private static final Duration MAX_REGISTRATION_WAIT = Duration.ofSeconds(30);

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
        System.setProperty("landlord.log.format", config.logFormat().word());
        Configurator.reconfigure();
        Configurator.setLevel(
                "dev.landlord.server", Level.valueOf(config.logLevel().name()));
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
            // Without the state of Restate, tenants that remain would block their names, and their pages would run on.
            settings.put(
                    "compute.local.root", restate.directory().resolve("tenants").toString());
            settings.putIfAbsent(
                    "store.url", "jdbc:h2:file:" + restate.directory().resolve("landlord"));
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

    /** Waits for the registration, so that every command works as soon as Landlord has reported its start. */
    private static void awaitReady(LandlordServer landlord) {
        try {
            landlord.awaitReady(MAX_REGISTRATION_WAIT);
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

    /** Landlord, and the Restate that it has started. */
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
