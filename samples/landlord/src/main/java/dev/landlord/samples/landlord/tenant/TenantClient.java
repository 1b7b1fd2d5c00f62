package dev.landlord.samples.landlord.tenant;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.restate.client.Client;
import dev.restate.client.IngressException;
import dev.restate.common.Request;
import dev.restate.common.Target;
import dev.restate.serde.Serde;
import dev.restate.serde.SerdeFactory;
import dev.restate.serde.TypeRef;
import dev.restate.serde.TypeTag;
import dev.restate.serde.jackson.JacksonSerdeFactory;
import java.io.IOException;
import java.util.List;

/**
 * Tenants as callers of Restate see them. Every method blocks until the tenant has answered, which no
 * workflow holds up, and fails with {@link TenantRefused} if it refuses; with {@link IngressException}
 * if Restate does not answer, or not as expected.
 */
public final class TenantClient {
    private static final SerdeFactory SERDES = JacksonSerdeFactory.DEFAULT;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeTag<TenantRecord> TENANT = TypeTag.of(SERDES.create(TenantRecord.class));
    private static final TypeTag<TenantChange> CHANGE = TypeTag.of(SERDES.create(TenantChange.class));
    private static final TypeTag<List<Transition>> TRANSITIONS =
            TypeTag.of(SERDES.create(new TypeRef<List<Transition>>() {}));
    private static final TypeTag<Void> NOTHING = TypeTag.of(Serde.VOID);

    private final Client client;
    private final String service;

    public TenantClient(Client client, ServiceNames names) {
        this.client = client;
        this.service = names.of(TenantObject.SERVICE);
    }

    /** See {@link TenantObject#create}. */
    public TenantRecord create(String name, CreateTenant request) {
        return call(name, "create", TypeTag.of(SERDES.create(CreateTenant.class)), TENANT, request);
    }

    /** See {@link TenantObject#update}. */
    public TenantChange update(String name, UpdateTenant request) {
        return call(name, "update", TypeTag.of(SERDES.create(UpdateTenant.class)), CHANGE, request);
    }

    /** See {@link TenantObject#archive}. */
    public TenantChange archive(String name) {
        return call(name, "archive", NOTHING, CHANGE, null);
    }

    /** See {@link TenantObject#delete}. */
    public TenantChange delete(String name) {
        return call(name, "delete", NOTHING, CHANGE, null);
    }

    /** See {@link TenantObject#get}. */
    public TenantRecord get(String name) {
        return call(name, "get", NOTHING, TENANT, null);
    }

    /** See {@link TenantObject#transitions}. */
    public List<Transition> transitions(String name) {
        return call(name, "transitions", NOTHING, TRANSITIONS, null);
    }

    private <I, O> O call(String name, String handler, TypeTag<I> input, TypeTag<O> output, I request) {
        Target target = Target.virtualObject(service, name, handler);
        try {
            return client.call(Request.of(target, input, output, request)).response();
        } catch (IngressException failure) {
            throw TenantRefused.from(failure.getStatusCode(), message(failure))
                    .<RuntimeException>map(refused -> refused)
                    .orElse(failure);
        }
    }

    private static String message(IngressException failure) {
        try {
            return failure.getResponseBody() == null
                    ? ""
                    : JSON.readTree(failure.getResponseBody()).path("message").asText();
        } catch (IOException notJson) {
            return "";
        }
    }
}
