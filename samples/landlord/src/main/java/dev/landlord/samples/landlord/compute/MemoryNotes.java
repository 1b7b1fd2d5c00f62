package dev.landlord.samples.landlord.compute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Notes that end with the process. */
final class MemoryNotes implements MockNotes {
    private final Map<String, ObjectNode> notes = new HashMap<>();

    @Override
    public synchronized ObjectNode read(String tenant) {
        ObjectNode note = notes.get(tenant);
        return note == null ? JSON.createObjectNode() : note.deepCopy();
    }

    @Override
    public synchronized boolean change(String tenant, Predicate<ObjectNode> edit) {
        ObjectNode note = read(tenant);
        boolean result = edit.test(note);
        notes.put(tenant, note);
        return result;
    }
}
