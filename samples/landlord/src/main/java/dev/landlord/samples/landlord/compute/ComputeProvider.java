package dev.landlord.samples.landlord.compute;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Makes, changes and removes what tenants are made of.
 *
 * <p>A tenant consists of named resources. Whoever makes one marks it with a <em>claim</em>, and only
 * what bears that claim is changed or removed later. Every operation may be called again with the same
 * arguments, after a crash for instance, and then changes nothing more. All of them block.
 *
 * <p>What they throw is worth another try, unless it is a {@link
 * dev.restate.sdk.common.TerminalException}, which is final.
 */
public interface ComputeProvider {
    /** By which requests choose it, such as {@code local}. */
    String name();

    /** What it is, in one line. */
    String description();

    /** What {@code desired_config} may hold for it. */
    List<ConfigField> config();

    /** What is wrong with a configuration; empty if nothing is. Asks nobody. */
    List<FieldProblem> problems(JsonNode desiredConfig);

    /** What keeps a tenant from having this name with the provider; empty if nothing does. Asks no system. */
    Optional<String> nameProblem(String tenant);

    /** The names of the resources of such a tenant, in the order in which they are made. Asks nobody. */
    List<String> resources(JsonNode desiredConfig);

    /**
     * Makes a resource.
     *
     * @return what was made, as JSON; a {@code url} in it is where the tenant answers
     * @throws IOException if it could not be made; it may be there all the same
     * @throws dev.restate.sdk.common.TerminalException with 409 if it bears another claim
     */
    JsonNode create(String resource, TenantSpec tenant, String claim) throws IOException;

    /** Makes a resource what {@code tenant} says; makes it if it is missing. Otherwise as {@link #create}. */
    JsonNode update(String resource, TenantSpec tenant, String claim) throws IOException;

    /** Removes a resource. One that is missing, or bears another claim, is left as it is. */
    void remove(String resource, TenantSpec tenant, String claim) throws IOException;

    /** What there is of the tenant of that name; empty if there is nothing. */
    Optional<TenantPresence> status(String tenant) throws IOException;
}
