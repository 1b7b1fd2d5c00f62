package dev.landlord.server;

import dev.landlord.api.ServerStart;
import dev.landlord.server.audit.AuditLog;
import dev.landlord.server.auth.Authentication;
import dev.landlord.server.blueprint.Shell;
import dev.landlord.server.catalog.WorkflowCatalog;
import dev.landlord.server.compute.ComputeProviders;
import dev.landlord.server.compute.LocalCompute;
import dev.landlord.server.compute.MockCompute;
import dev.landlord.server.config.LandlordConfig;
import dev.landlord.server.config.RestateConfig;
import dev.landlord.server.config.ServiceNames;
import dev.landlord.server.decision.DecisionRules;
import dev.landlord.server.decision.DecisionTokens;
import dev.landlord.server.execution.OpenWork;
import dev.landlord.server.execution.RunQuota;
import dev.landlord.server.http.HttpApi;
import dev.landlord.server.identity.ApiKeys;
import dev.landlord.server.identity.Authenticator;
import dev.landlord.server.metrics.Metrics;
import dev.landlord.server.metrics.WorkflowMetrics;
import dev.landlord.server.readiness.WritePath;
import dev.landlord.server.registration.Registrar;
import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.RestateHttp;
import dev.landlord.server.store.Database;
import dev.landlord.server.store.GeneratedSecrets;
import dev.landlord.server.tenant.RunHealth;
import dev.landlord.server.tenant.TenantClient;
import dev.landlord.server.tenant.TenantServices;
import dev.landlord.server.tenant.TenantSettings;
import dev.landlord.server.tenant.TenantStore;
import dev.landlord.server.workflow.Planning;
import dev.landlord.workflow.DecisionKeys;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All parts of Landlord: the worker that Restate calls, its registration, and the HTTP API. */
public final class LandlordServer implements ServerStart.Running {
    private static final Logger LOG = LoggerFactory.getLogger(LandlordServer.class);
    /** The secret that signs decisions. */
    private static final String DECISIONS = "decisions";

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    private final Map<String, URI> addresses = new LinkedHashMap<>();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Registrar registrar;

    private LandlordServer(LandlordConfig config) throws IOException {
        try {
            registrar = startParts(config);
        } catch (IOException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private Registrar startParts(LandlordConfig config) throws IOException {
        Shell shell = keep(Shell.of(config.shell()));
        if (!shell.isEnabled()) {
            LOG.info("shell commands of workflows are switched off; workflow.shell.enabled switches them on");
        }
        RestateConfig restateConfig = config.restate();
        RestateHttp http = new RestateHttp(Authentication.of(restateConfig.auth()));
        RestateApi restate =
                new RestateApi(http, restateConfig.endpoint(), restateConfig.adminEndpoint(), REQUEST_TIMEOUT);
        ServiceNames names = restateConfig.serviceNames();
        ComputeProviders providers = new ComputeProviders(
                restateConfig.tenantCompute().defaultProvider(),
                new LocalCompute(config.compute().localRoot()),
                config.compute().mockRoot().map(MockCompute::in).orElseGet(MockCompute::inMemory));

        if (config.worker().isExposed() && !config.worker().isAuthenticated()) {
            warnOfExposure(config.worker().address());
        }
        Database database = keep(Database.open(config.store()));
        ApiKeys keys = new ApiKeys(database);
        AuditLog audit = new AuditLog(database);
        DecisionKeys decisionKeys = DecisionKeys.of("landlord:" + new GeneratedSecrets(database).get(DECISIONS));
        DecisionRules decisions = new DecisionRules(config.identity().isRequired(), Optional.of(decisionKeys));
        Worker worker = keep(new Worker());
        WorkerServices services = new WorkerServices(
                worker,
                names,
                TenantServices.of(
                        providers, names, settings(config, decisions), RunHealth.from(restate), new TenantAudit(audit)),
                shell,
                decisions,
                restate);
        WorkflowCatalog catalog = new WorkflowCatalog(restate, names, services);
        CatalogRefresh refresh = keep(new CatalogRefresh(catalog));
        URI listening = worker.listen(config.worker(), refresh::soon);
        Registrar registrar = keep(Registrar.start(restateConfig, http, listening, services.own()));
        services.registeredBy(registrar);
        LOG.info(
                "registered workflow providers providers=[{}]",
                config.provider().word());

        Metrics metrics = keep(new Metrics());
        metrics.add(new WorkflowMetrics(new OpenWork(restate, catalog::targets), registrar::readiness));
        refresh.start(config.controller().reconciliationInterval());
        HttpApi api = keep(HttpApi.start(
                config.http(),
                config.limits(),
                new HttpApi.Parts(
                        new TenantClient(restate, names),
                        new TenantStore(restate, names),
                        catalog,
                        restate,
                        names,
                        providers,
                        registrar::readiness,
                        new WritePath(restate, names, database),
                        () -> registrar.requireRegistered(names.ofWorkflow("tenant-provisioning")),
                        new Authenticator(config.identity(), keys),
                        keys,
                        new DecisionTokens(decisionKeys),
                        new RunQuota(database, restate, config.limits().runsPerUser()),
                        audit,
                        metrics,
                        shell.isEnabled())));
        addresses.put("HTTP API", api.uri());
        addresses.put("Restate", restateConfig.endpoint());
        addresses.put("Restate's admin API and UI", restateConfig.adminEndpoint());
        addresses.put("worker, which Restate calls", listening);
        return registrar;
    }

    /**
     * Starts Landlord, and returns when the HTTP API listens. Landlord waits for Restate in the background.
     *
     * @throws IOException if a port is taken
     */
    public static LandlordServer start(LandlordConfig config) throws IOException {
        return new LandlordServer(config);
    }

    private static TenantSettings settings(LandlordConfig config, DecisionRules decisions) {
        RestateConfig restate = config.restate();
        return new TenantSettings(
                restate.timeout(),
                restate.retryAttempts(),
                Planning.valueOf(config.controller().planning().name()),
                Optional.of(restate.tenantCompute().landlordApiUrl().toString()),
                decisions);
    }

    private static void warnOfExposure(String address) {
        LOG.warn(
                "the worker listens on {} without authentication: each caller that reaches it can run shell commands as"
                        + " this user; set worker.identity_keys, or restrict access to it by a firewall or a proxy",
                address);
    }

    /** Adds a part that {@link #close} closes, in reverse order. */
    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    /** Waits until Restate has registered all services; {@code false} if {@code timeout} passes first. */
    public boolean awaitReady(Duration timeout) throws InterruptedException {
        return registrar.awaitReady(timeout);
    }

    @Override
    public Map<String, URI> addresses() {
        return Collections.unmodifiableMap(addresses);
    }

    @Override
    public void close() {
        for (AutoCloseable part : List.copyOf(parts)) {
            try {
                part.close();
            } catch (Exception failure) {
                LOG.warn("{} could not be stopped", part.getClass().getSimpleName(), failure);
            }
        }
        parts.clear();
    }
}
