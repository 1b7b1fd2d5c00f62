package dev.landlord.samples.landlord.compute;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/** What the mock has noted down of each tenant. */
interface MockNotes {
    ObjectMapper JSON = new ObjectMapper();

    /** What keeps notes from being taken of a tenant of this name; empty if nothing does. */
    default Optional<String> nameProblem(String tenant) {
        return Optional.empty();
    }

    /** The note on a tenant; an empty one if there is none. */
    ObjectNode read(String tenant) throws IOException;

    /** Changes a note, one change at a time; returns what {@code edit} returns. Nothing is kept if that throws. */
    boolean change(String tenant, Predicate<ObjectNode> edit) throws IOException;
}
