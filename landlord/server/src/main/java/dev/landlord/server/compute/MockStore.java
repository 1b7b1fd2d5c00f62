package dev.landlord.server.compute;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/** Stores the state of the mock's tenants. */
interface MockStore {
    ObjectMapper JSON = new ObjectMapper();

    /** Why this store does not accept the name of a tenant; empty if it does. */
    default Optional<String> nameError(String tenant) {
        return Optional.empty();
    }

    /** The state of a tenant; an empty object if there is none. */
    ObjectNode read(String tenant) throws IOException;

    /** Applies {@code edit} to the state of a tenant under a lock, and returns its result. Stores nothing if it throws. */
    boolean change(String tenant, Predicate<ObjectNode> edit) throws IOException;
}
