package dev.landlord.server.compute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Stores tenants in memory. */
final class MemoryMockStore implements MockStore {
    private final Map<String, ObjectNode> tenants = new HashMap<>();

    @Override
    public synchronized ObjectNode read(String tenant) {
        ObjectNode state = tenants.get(tenant);
        return state == null ? JSON.createObjectNode() : state.deepCopy();
    }

    @Override
    public synchronized boolean change(String tenant, Predicate<ObjectNode> edit) {
        ObjectNode state = read(tenant);
        boolean result = edit.test(state);
        tenants.put(tenant, state);
        return result;
    }
}
