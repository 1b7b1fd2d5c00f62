package dev.landlord.server.tenant;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landlord.server.config.ServiceNames;
import dev.landlord.server.execution.RunQuota;
import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.RestateException;
import dev.landlord.server.restate.RestateResponse;
import java.util.List;
import java.util.Optional;

/**
 * Calls the handlers of tenants. Every method blocks until the tenant responds, which does not wait for a workflow. It
 * fails with a {@link TenantRequestException} if the tenant refuses the request, and with a {@link RestateException} if the
 * request to Restate fails.
 */
public final class TenantClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TenantRecord> TENANT = new TypeReference<>() {};
    private static final TypeReference<TenantChange> CHANGE = new TypeReference<>() {};
    private static final TypeReference<List<Transition>> TRANSITIONS = new TypeReference<>() {};

    private final RestateApi restate;
    private final ServiceNames names;
    private final String service;

    public TenantClient(RestateApi restate, ServiceNames names) {
        this.restate = restate;
        this.names = names;
        this.service = names.of(TenantObject.SERVICE);
    }

    /**
     * See {@link TenantObject#create}.
     *
     * @param idempotencyKey a repeated request with the same key has the same response, and changes nothing; this and the
     *     next three methods
     */
    public TenantRecord create(String name, CreateTenant request, Optional<String> idempotencyKey) {
        return change(name, "create", TENANT, request, idempotencyKey);
    }

    /** See {@link TenantObject#update}. */
    public TenantChange update(String name, UpdateTenant request, Optional<String> idempotencyKey) {
        return change(name, "update", CHANGE, request, idempotencyKey);
    }

    /** See {@link TenantObject#archive}. */
    public TenantChange archive(String name, TenantCondition condition, Optional<String> idempotencyKey) {
        return change(name, "archive", CHANGE, condition, idempotencyKey);
    }

    /** See {@link TenantObject#delete}. */
    public TenantChange delete(String name, TenantCondition condition, Optional<String> idempotencyKey) {
        return change(name, "delete", CHANGE, condition, idempotencyKey);
    }

    /** See {@link TenantObject#get}. */
    public TenantRecord get(String name) {
        return read(restate.ingress("POST", null, service, name, "get"), TENANT);
    }

    /** See {@link TenantObject#transitions}. */
    public List<Transition> transitions(String name) {
        return read(restate.ingress("POST", null, service, name, "transitions"), TRANSITIONS);
    }

    /** The run of a tenant's last workflow; empty if the tenant has had none. */
    public Optional<RunQuota.Run> run(TenantRecord tenant) {
        return Optional.ofNullable(tenant.workflowExecutionName)
                .map(key -> new RunQuota.Run(names.ofWorkflow(tenant.workflowId), key));
    }

    private <O> O change(
            String name, String handler, TypeReference<O> output, Object request, Optional<String> idempotencyKey) {
        return read(restate.call(idempotencyKey, JSON.valueToTree(request), service, name, handler), output);
    }

    private static <O> O read(RestateResponse response, TypeReference<O> output) {
        TenantRequestException.from(response.status(), response.message()).ifPresent(refusal -> {
            throw refusal;
        });
        return JSON.convertValue(response.orThrow(), output);
    }
}
