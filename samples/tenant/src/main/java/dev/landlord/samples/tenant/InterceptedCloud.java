package dev.landlord.samples.tenant;

import java.io.IOException;
import java.util.List;

/** A cloud that calls an interceptor before and after every operation, to simulate failures and crashes. */
public final class InterceptedCloud implements Cloud {
    /** The names of the steps. */
    public static final List<String> STEPS =
            List.of("create directory", "create database", "start page", "check health", "register");

    /** Called before and after an operation. */
    public interface Interceptor {
        void before(String step, String tenant) throws IOException;

        default void after(String step, String tenant) throws IOException {}
    }

    private interface Operation<T> {
        T run() throws IOException;
    }

    private interface Action {
        void run() throws IOException;
    }

    private final Cloud cloud;
    private final Interceptor interceptor;

    public InterceptedCloud(Cloud cloud, Interceptor interceptor) {
        this.cloud = cloud;
        this.interceptor = interceptor;
    }

    /** A cloud in which {@code step} fails at every attempt. */
    public static Cloud failingAt(String step, Cloud cloud) {
        return new InterceptedCloud(cloud, (entered, tenant) -> {
            if (entered.equals(step)) {
                throw new IOException("failed by --fail-at");
            }
        });
    }

    private <T> T around(String step, String tenant, Operation<T> operation) throws IOException {
        interceptor.before(step, tenant);
        T result = operation.run();
        interceptor.after(step, tenant);
        return result;
    }

    private void around(String step, String tenant, Action action) throws IOException {
        Operation<Void> withoutResult = () -> {
            action.run();
            return null;
        };
        around(step, tenant, withoutResult);
    }

    @Override
    public void createDirectory(String tenant, String claim) throws IOException {
        around("create directory", tenant, () -> cloud.createDirectory(tenant, claim));
    }

    @Override
    public void removeDirectory(String tenant, String claim) throws IOException {
        around("remove directory", tenant, () -> cloud.removeDirectory(tenant, claim));
    }

    @Override
    public void createDatabase(ProvisionRequest request) throws IOException {
        around("create database", request.getTenant(), () -> cloud.createDatabase(request));
    }

    @Override
    public String startPage(String tenant, String claim) throws IOException {
        return around("start page", tenant, () -> cloud.startPage(tenant, claim));
    }

    @Override
    public void stopPage(String tenant, String claim) throws IOException {
        around("stop page", tenant, () -> cloud.stopPage(tenant, claim));
    }

    @Override
    public void checkHealth(Tenant tenant) throws IOException {
        around("check health", tenant.getName(), () -> cloud.checkHealth(tenant));
    }

    @Override
    public void register(Tenant tenant, String claim) throws IOException {
        around("register", tenant.getName(), () -> cloud.register(tenant, claim));
    }

    @Override
    public void unregister(String tenant, String claim) throws IOException {
        around("unregister", tenant, () -> cloud.unregister(tenant, claim));
    }
}
