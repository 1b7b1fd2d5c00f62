package dev.landlord.server.http;

import dev.landlord.server.execution.RunQuota;
import dev.landlord.server.execution.SubState;
import dev.landlord.server.tenant.CreateTenant;
import dev.landlord.server.tenant.TenantChange;
import dev.landlord.server.tenant.TenantClient;
import dev.landlord.server.tenant.TenantCondition;
import dev.landlord.server.tenant.TenantFilter;
import dev.landlord.server.tenant.TenantPage;
import dev.landlord.server.tenant.TenantRecord;
import dev.landlord.server.tenant.TenantStore;
import dev.landlord.server.tenant.UpdateTenant;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code /v1/tenants}. */
final class TenantRoutes implements Routes {
    private static final List<String> SUB_STATES =
            Stream.of(SubState.values()).map(SubState::word).toList();
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;

    private final TenantClient tenants;
    private final TenantStore store;
    private final Runnable requireReady;
    private final RunQuota quota;

    /** @param requireReady throws if the workflows of tenants cannot run yet */
    TenantRoutes(TenantClient tenants, TenantStore store, Runnable requireReady, RunQuota quota) {
        this.tenants = tenants;
        this.store = store;
        this.requireReady = requireReady;
        this.quota = quota;
    }

    @Override
    public void addTo(Javalin app) {
        app.post("/v1/tenants", this::create, Access.OPERATE, Change.TENANT_CREATE);
        app.get("/v1/tenants", this::list, Access.READ);
        app.get("/v1/tenants/{name}", context -> send(context, OK, find(context)), Access.READ);
        app.put("/v1/tenants/{name}", context -> update(context, false), Access.OPERATE, Change.TENANT_UPDATE);
        app.patch("/v1/tenants/{name}", context -> update(context, true), Access.OPERATE, Change.TENANT_UPDATE);
        app.delete("/v1/tenants/{name}", this::delete, Access.OPERATE, Change.TENANT_DELETE);
        app.post("/v1/tenants/{name}/archive", this::archive, Access.OPERATE, Change.TENANT_ARCHIVE);
        app.get("/v1/tenants/{name}/transitions", this::transitions, Access.READ);
    }

    private void create(Context context) {
        Body body = Body.of(context, "name", "desired_config", "compute_provider", "labels", "annotations");
        String name = body.required("name");
        CreateTenant request = new CreateTenant(
                body.requiredObject("desired_config"),
                body.text("compute_provider"),
                body.get("labels"),
                body.get("annotations"),
                AccessGuard.user(context).name());
        body.throwIfInvalid();
        requireReady.run();
        TenantRecord created =
                quota.within(request.requestedBy(), () -> tenants.create(name, request, key(context)), tenants::run);
        AuditGuard.after(context, created);
        send(context, CREATED, created);
    }

    private void list(Context context) {
        String minRetries = context.queryParam("min_retry_count");
        TenantFilter filter = new TenantFilter(
                Query.flag(context, "include_deleted").orElse(false),
                Query.choice(context, "workflow_sub_state", SUB_STATES),
                Query.flag(context, "has_workflow_error"),
                minRetries == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(Query.number(context, "min_retry_count", 0, 0, Integer.MAX_VALUE)));
        int offset = Query.number(context, "offset", 0, 0, Integer.MAX_VALUE);
        TenantPage page = store.list(filter, offset, Query.number(context, "limit", 50, 1, 1_000));
        Responses.send(context, OK, page);
    }

    private void update(Context context, boolean isMerge) {
        Body body = Body.of(context, "desired_config", "labels", "annotations");
        if (body.json().isEmpty()) {
            throw new ProblemException(
                    422,
                    "invalid_request",
                    "the request changes nothing; expected desired_config, labels or annotations");
        }
        // A JSON null is passed on: it removes all entries of the member.
        UpdateTenant request = new UpdateTenant(
                body.json().get("desired_config"),
                body.json().get("labels"),
                body.json().get("annotations"),
                AccessGuard.user(context).name(),
                isMerge,
                EntityTag.condition(context).version());
        requireReady.run();
        TenantChange change = change(context, name -> tenants.update(name, request, key(context)));
        sendChange(context, change.started() ? ACCEPTED : OK, change);
    }

    private void archive(Context context) {
        TenantCondition condition = EntityTag.condition(context);
        requireReady.run();
        sendChange(context, ACCEPTED, change(context, name -> tenants.archive(name, condition, key(context))));
    }

    private void delete(Context context) {
        TenantCondition condition = EntityTag.condition(context);
        requireReady.run();
        sendChange(context, ACCEPTED, change(context, name -> tenants.delete(name, condition, key(context))));
    }

    private void transitions(Context context) {
        Responses.send(
                context,
                OK,
                Map.of("transitions", tenants.transitions(find(context).name())));
    }

    private static void sendChange(Context context, int status, TenantChange change) {
        AuditGuard.after(context, change.tenant());
        send(context, status, change.tenant());
    }

    private static void send(Context context, int status, TenantRecord tenant) {
        EntityTag.send(context, tenant);
        Responses.send(context, status, tenant);
    }

    private static Optional<String> key(Context context) {
        return Optional.of(IdempotencyKey.atRestate(context));
    }

    private TenantChange change(Context context, Function<String, TenantChange> change) {
        String name = findToChange(context).name();
        return quota.within(
                AccessGuard.user(context).name(),
                () -> change.apply(name),
                changed -> changed.started() ? tenants.run(changed.tenant()) : Optional.empty());
    }

    private TenantRecord findToChange(Context context) {
        TenantRecord tenant = find(context);
        AuditGuard.target(context, Change.TENANT_UPDATE.target(tenant.name()));
        AuditGuard.before(context, tenant);
        return tenant;
    }

    /** Finds the tenant by its name or its id. */
    private TenantRecord find(Context context) {
        String name = context.pathParam("name");
        // After a restart of Restate, its tables can lag behind its responses; the tenant itself does not.
        return store.find(name).orElseGet(() -> tenants.get(name));
    }
}
