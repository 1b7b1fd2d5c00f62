package dev.landlord.server.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.api.FieldError;
import dev.landlord.api.JsonRule;
import dev.landlord.server.execution.RunQuota;
import dev.landlord.server.execution.SubState;
import dev.landlord.server.tenant.CreateTenant;
import dev.landlord.server.tenant.TenantChange;
import dev.landlord.server.tenant.TenantClient;
import dev.landlord.server.tenant.TenantCondition;
import dev.landlord.server.tenant.TenantFilter;
import dev.landlord.server.tenant.TenantPage;
import dev.landlord.server.tenant.TenantRecord;
import dev.landlord.server.tenant.TenantRequestException;
import dev.landlord.server.tenant.TenantStatus;
import dev.landlord.server.tenant.TenantStore;
import dev.landlord.server.tenant.UpdateTenant;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code /v1/tenants}. */
final class TenantRoutes implements Routes {
    /** The configuration in requests and responses, and its name in the API of the earlier Landlord. */
    private static final String CONFIG = "desired_config";

    private static final String CONFIG_ALIAS = "compute_config";

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

    /** A tenant in a response, with both names of its configuration. */
    private record TenantView(
            @JsonUnwrapped TenantRecord tenant,
            @JsonProperty(CONFIG_ALIAS) JsonNode computeConfig) {
        static TenantView of(TenantRecord tenant) {
            return new TenantView(tenant, tenant.desiredConfig());
        }
    }

    @Override
    public void addTo(Javalin app) {
        app.post("/v1/tenants", this::create, Access.OPERATE, Change.TENANT_CREATE);
        QueryParameters filters = Page.parameters()
                .list("status")
                .repeatable("label")
                .once("since")
                .list("workflow_sub_state")
                .once("has_workflow_error", "min_retry_count", "include_deleted");
        app.get("/v1/tenants", this::list, Access.READ, filters);
        app.get("/v1/tenants/{name}", context -> send(context, OK, find(context)), Access.READ);
        app.put("/v1/tenants/{name}", context -> update(context, false), Access.OPERATE, Change.TENANT_UPDATE);
        app.patch("/v1/tenants/{name}", context -> update(context, true), Access.OPERATE, Change.TENANT_UPDATE);
        app.delete("/v1/tenants/{name}", this::delete, Access.OPERATE, Change.TENANT_DELETE);
        app.post("/v1/tenants/{name}/archive", this::archive, Access.OPERATE, Change.TENANT_ARCHIVE);
        app.get("/v1/tenants/{name}/transitions", this::transitions, Access.READ);
    }

    private void create(Context context) {
        Body body = Body.of(
                context, "name", CONFIG, CONFIG_ALIAS, "compute_provider", "display_name", "labels", "annotations");
        String name = body.required("name");
        String config = body.either(CONFIG, CONFIG_ALIAS);
        CreateTenant request = new CreateTenant(
                body.requiredObject(config),
                body.text("compute_provider"),
                body.get("display_name"),
                body.get("labels"),
                body.get("annotations"),
                AccessGuard.user(context).name());
        body.throwIfInvalid();
        requireReady.run();
        TenantRecord created = quota.within(
                request.requestedBy(),
                () -> withErrorsOf(config, () -> tenants.create(name, request, key(context))),
                tenants::run);
        AuditGuard.after(context, created);
        send(context, CREATED, created);
    }

    private void list(Context context) {
        TenantFilter filter = new TenantFilter(
                Query.flag(context, "include_deleted").orElse(false),
                Query.choices(context, "status", TenantStatus.values(), TenantStatus::wireName),
                Query.labels(context),
                Query.since(context),
                Query.choices(context, "workflow_sub_state", SubState.values(), SubState::word),
                Query.flag(context, "has_workflow_error"),
                Query.number(context, "min_retry_count", 0, Integer.MAX_VALUE));
        Page page = Page.of(context);
        TenantPage found = store.list(filter, page.offset(), page.limit());
        List<TenantView> shown = found.tenants().stream().map(TenantView::of).toList();
        page.send(context, "tenants", shown, found.total());
    }

    private void update(Context context, boolean isMerge) {
        Body body = Body.of(context, "name", CONFIG, CONFIG_ALIAS, "display_name", "labels", "annotations");
        String name = body.text("name");
        String config = body.either(CONFIG, CONFIG_ALIAS);
        body.throwIfInvalid();
        if (body.json().size() == (body.json().has("name") ? 1 : 0)) {
            throw new ProblemException(
                    422,
                    "invalid_request",
                    "the request changes nothing; expected desired_config, display_name, labels or annotations");
        }
        // A JSON null is passed on: it removes all entries of the member.
        UpdateTenant request = new UpdateTenant(
                body.json().get(config),
                body.json().get("display_name"),
                body.json().get("labels"),
                body.json().get("annotations"),
                AccessGuard.user(context).name(),
                isMerge,
                EntityTag.condition(context).version());
        requireReady.run();
        TenantRecord tenant = findToChange(context);
        requireSameName(name, tenant);
        TenantChange change = change(
                context, tenant, found -> withErrorsOf(config, () -> tenants.update(found, request, key(context))));
        sendChange(context, change.started() ? ACCEPTED : OK, change);
    }

    /** The name is the key of the tenant at Restate, and its compute provider names the resources after it. */
    private static void requireSameName(String name, TenantRecord tenant) {
        if (name != null && !name.equals(tenant.name())) {
            throw ProblemException.invalid(
                    "name",
                    "expected " + tenant.name() + ", found " + JsonRule.shown(name)
                            + ": the name cannot change, because the resources of the tenant have it; change"
                            + " display_name, or create another tenant");
        }
    }

    /** Sends a request to a tenant; errors of the configuration get the name by which the request contains it. */
    private static <T> T withErrorsOf(String config, Supplier<T> request) {
        try {
            return request.get();
        } catch (TenantRequestException refused) {
            if (refused.errors().isEmpty()) {
                throw refused;
            }
            throw ProblemException.invalid(refused.errors().stream()
                    .map(error -> error.field().matches(CONFIG + "(\\..*)?")
                            ? new FieldError(config + error.field().substring(CONFIG.length()), error.message())
                            : error)
                    .toList());
        }
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
        Responses.send(context, status, TenantView.of(tenant));
    }

    private static Optional<String> key(Context context) {
        return Optional.of(IdempotencyKey.atRestate(context));
    }

    private TenantChange change(Context context, Function<String, TenantChange> change) {
        return change(context, findToChange(context), change);
    }

    private TenantChange change(Context context, TenantRecord tenant, Function<String, TenantChange> change) {
        return quota.within(
                AccessGuard.user(context).name(),
                () -> change.apply(tenant.name()),
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
