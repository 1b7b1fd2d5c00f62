package dev.landlord.server.compute;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.api.FieldError;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Creates, updates and removes the resources of tenants.
 *
 * <p>A tenant consists of named resources. The creator of a resource marks it with a <em>claim</em>; only callers with
 * that claim can update or remove the resource. Every operation is idempotent: a repeated call with the same arguments,
 * after a crash for instance, changes nothing. All operations block.
 *
 * <p>The caller may retry after an exception, except after a {@link dev.restate.sdk.common.TerminalException}.
 */
public interface ComputeProvider {
    /** The name of the provider in requests, such as {@code local}. */
    String name();

    /** A description in one line. */
    String description();

    /** The fields that this provider reads from {@code desired_config}. */
    List<ConfigField> config();

    /** The errors in a configuration; empty if it is valid. Contacts no other system. */
    List<FieldError> errors(JsonNode desiredConfig);

    /** Why this provider does not accept the name of a tenant; empty if it does. Contacts no other system. */
    Optional<String> nameError(String tenant);

    /** The names of a tenant's resources, in the order of their creation. Contacts no other system. */
    List<String> resources(JsonNode desiredConfig);

    /**
     * Creates a resource.
     *
     * @return the created resource as JSON; its field {@code url}, if present, is the URL of the tenant
     * @throws IOException if the creation failed; the resource may exist nevertheless
     * @throws dev.restate.sdk.common.TerminalException with 409 if the resource has another claim
     */
    JsonNode create(String resource, TenantSpec tenant, String claim) throws IOException;

    /** Updates a resource, or creates it if it is missing. Otherwise like {@link #create}. */
    JsonNode update(String resource, TenantSpec tenant, String claim) throws IOException;

    /** Removes a resource. Does nothing if the resource is missing or has another claim. */
    void remove(String resource, TenantSpec tenant, String claim) throws IOException;

    /** The existing resources of a tenant; empty if there are none. */
    Optional<ObservedTenant> status(String tenant) throws IOException;
}
