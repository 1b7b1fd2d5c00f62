package dev.landlord.server.tenant;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landlord.server.config.ServiceNames;
import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.RestateException;
import dev.landlord.server.restate.RestateResponse;
import java.util.List;

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
    private final String service;

    public TenantClient(RestateApi restate, ServiceNames names) {
        this.restate = restate;
        this.service = names.of(TenantObject.SERVICE);
    }

    /** See {@link TenantObject#create}. */
    public TenantRecord create(String name, CreateTenant request) {
        return call(name, "create", TENANT, request);
    }

    /** See {@link TenantObject#update}. */
    public TenantChange update(String name, UpdateTenant request) {
        return call(name, "update", CHANGE, request);
    }

    /** See {@link TenantObject#archive}. */
    public TenantChange archive(String name) {
        return call(name, "archive", CHANGE, null);
    }

    /** See {@link TenantObject#delete}. */
    public TenantChange delete(String name) {
        return call(name, "delete", CHANGE, null);
    }

    /** See {@link TenantObject#get}. */
    public TenantRecord get(String name) {
        return call(name, "get", TENANT, null);
    }

    /** See {@link TenantObject#transitions}. */
    public List<Transition> transitions(String name) {
        return call(name, "transitions", TRANSITIONS, null);
    }

    private <O> O call(String name, String handler, TypeReference<O> output, Object request) {
        RestateResponse response =
                restate.ingress("POST", request == null ? null : JSON.valueToTree(request), service, name, handler);
        TenantRequestException.from(response.status(), response.message()).ifPresent(refusal -> {
            throw refusal;
        });
        return JSON.convertValue(response.orThrow(), output);
    }
}
