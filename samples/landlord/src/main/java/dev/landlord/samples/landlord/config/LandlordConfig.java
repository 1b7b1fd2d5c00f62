package dev.landlord.samples.landlord.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All that Landlord is configured with. A flag wins over the environment, that over the file, that over the default; see
 * {@link Key}.
 *
 * @param provider runs the workflows: the controller's, else the default one
 * @param providerOrigin where that was said, for messages
 * @param restate there in any case; checked if it is used, or if its endpoint is set
 */
public record LandlordConfig(
        Provider provider,
        String providerOrigin,
        RestateConfig restate,
        HttpConfig http,
        WorkerConfig worker,
        ControllerConfig controller,
        ComputeConfig compute,
        LogLevel logLevel) {

    /**
     * The configuration of this process: of its flags, its environment, and the file that these name or that lies in
     * one of the usual places.
     *
     * @param flags by their name without the leading {@code --}, such as {@code workflow.restate.endpoint}, and {@code
     *     config} for the file
     * @throws InvalidConfigException if anything is wrong; it names every problem
     */
    public static LandlordConfig load(Map<String, String> flags) {
        return load(flags, Surroundings.ofProcess());
    }

    /** The defaults, except for {@code settings}; neither the environment nor a file is looked at. */
    public static LandlordConfig of(Map<String, String> settings) {
        return load(settings, Surroundings.none());
    }

    static LandlordConfig load(Map<String, String> flags, Surroundings surroundings) {
        Sources sources = new Sources(flags, surroundings);
        Values values = new Values(sources);
        WorkerConfig worker = WorkerConfig.read(values);
        HttpConfig http = HttpConfig.read(values);
        ComputeConfig compute = ComputeConfig.read(values);
        ControllerConfig controller = ControllerConfig.read(values);
        Provider defaultProvider = values.choice(Key.DEFAULT_PROVIDER, Provider.values());
        Provider provider = controller.workflowProvider().orElse(defaultProvider);
        Key said = controller.workflowProvider().isPresent() ? Key.CONTROLLER_WORKFLOW_PROVIDER : Key.DEFAULT_PROVIDER;
        LandlordConfig config = new LandlordConfig(
                provider,
                said.path() + ", from " + values.origin(said).orElseThrow(),
                RestateConfig.read(values, worker, http, compute),
                http,
                worker,
                controller,
                compute,
                values.choice(Key.LOG_LEVEL, LogLevel.values()));
        List<Problem> problems = new ArrayList<>(sources.unknown());
        boolean isRestateChecked =
                provider == Provider.RESTATE || defaultProvider == Provider.RESTATE || values.isSet(Key.ENDPOINT);
        values.problems().stream()
                .filter(problem -> isRestateChecked || !problem.path().startsWith(Key.RESTATE))
                .forEach(problems::add);
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        return config;
    }

    /**
     * The provider, for whoever is about to run a workflow with it.
     *
     * @throws IllegalStateException if this Landlord has no such engine
     */
    public Provider requireProvider() {
        if (provider == Provider.STEP_FUNCTIONS) {
            throw new IllegalStateException("workflow provider step-functions cannot be used here: this Landlord runs"
                    + " workflows with restate, or plays them with mock; set one of these (" + providerOrigin + ")");
        }
        return provider;
    }
}
