package dev.landlord.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The configuration of Landlord. A flag takes precedence over the environment, the environment over the file, and the file
 * over the default; see {@link Key}.
 *
 * @param provider the provider that runs the workflows: the controller's, else the default provider
 * @param providerOrigin where the provider is set, for messages
 * @param restate always present; checked if it is used, or if its endpoint is set
 */
public record LandlordConfig(
        Provider provider,
        String providerOrigin,
        RestateConfig restate,
        ShellConfig shell,
        HttpConfig http,
        IdentityConfig identity,
        StoreConfig store,
        LimitsConfig limits,
        WorkerConfig worker,
        ControllerConfig controller,
        ComputeConfig compute,
        LogLevel logLevel,
        LogFormat logFormat) {

    /**
     * Loads the configuration of this process from its flags, its environment, and the configuration file.
     *
     * @param flags the values of the flags, by their names without {@code --}, such as {@code
     *     workflow.restate.endpoint}, and {@code config} for the file
     * @throws InvalidConfigException if the configuration is invalid; it names every error
     */
    public static LandlordConfig load(Map<String, String> flags) {
        return load(flags, ProcessEnvironment.ofProcess());
    }

    /** The defaults, except for {@code settings}. Does not read the environment or a file. */
    public static LandlordConfig of(Map<String, String> settings) {
        return load(settings, ProcessEnvironment.none());
    }

    static LandlordConfig load(Map<String, String> flags, ProcessEnvironment environment) {
        Sources sources = new Sources(flags, environment);
        Values values = new Values(sources);
        WorkerConfig worker = WorkerConfig.read(values);
        IdentityConfig identity = IdentityConfig.read(values);
        HttpConfig http = HttpConfig.read(values, identity);
        ComputeConfig compute = ComputeConfig.read(values);
        ControllerConfig controller = ControllerConfig.read(values);
        Provider defaultProvider = values.choice(Key.DEFAULT_PROVIDER, Provider.values());
        Provider provider = controller.workflowProvider().orElse(defaultProvider);
        Key providerKey =
                controller.workflowProvider().isPresent() ? Key.CONTROLLER_WORKFLOW_PROVIDER : Key.DEFAULT_PROVIDER;
        LandlordConfig config = new LandlordConfig(
                provider,
                providerKey.path() + ", from " + values.origin(providerKey).orElseThrow(),
                RestateConfig.read(values, worker, http, compute),
                ShellConfig.read(values, http),
                http,
                identity,
                StoreConfig.read(values),
                LimitsConfig.read(values),
                worker,
                controller,
                compute,
                values.choice(Key.LOG_LEVEL, LogLevel.values()),
                values.choice(Key.LOG_FORMAT, LogFormat.values()));
        List<ConfigError> errors = new ArrayList<>(sources.unknown());
        boolean isRestateChecked =
                provider == Provider.RESTATE || defaultProvider == Provider.RESTATE || values.isSet(Key.ENDPOINT);
        values.errors().stream()
                .filter(error -> isRestateChecked || !error.path().startsWith(Key.RESTATE))
                .forEach(errors::add);
        if (!errors.isEmpty()) {
            throw new InvalidConfigException(errors);
        }
        return config;
    }

    /**
     * Returns the provider.
     *
     * @throws IllegalStateException if this Landlord does not implement the provider
     */
    public Provider requireProvider() {
        if (provider == Provider.STEP_FUNCTIONS) {
            throw new IllegalStateException("workflow provider step-functions cannot be used here: this Landlord runs"
                    + " workflows with restate, or simulates them with mock; set one of these (" + providerOrigin
                    + ")");
        }
        return provider;
    }
}
