package dev.landlord.samples.landlord.tenant;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.restate.sdk.common.StateKey;
import dev.restate.serde.TypeRef;
import dev.restate.serde.TypeTag;
import java.util.List;

/** What Restate keeps of a tenant. */
final class TenantMemory {
    static final StateKey<TenantRecord> TENANT = StateKey.of("tenant", TenantRecord.class);
    static final StateKey<List<Transition>> TRANSITIONS =
            StateKey.of("transitions", TypeTag.of(new TypeRef<List<Transition>>() {}));
    static final StateKey<Work> WORK = StateKey.of("work", Work.class);

    private TenantMemory() {}

    /** What the object has to remember of its workflows, and the API does not show. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
    static final class Work {
        /** The configuration that the run at work was given. */
        JsonNode given;

        /** The one that the tenant was made by; {@code null} until it was. */
        JsonNode applied;

        /** What is to follow when the run at work has ended; {@code null}: what follows by itself. */
        Intent intent;

        Work() {}
    }

    /** What is to follow a run that was cancelled for it. */
    record Intent(Next next, String reason, String trigger) {}

    /** See {@link Intent}. */
    enum Next {
        /** The same again, with what is desired by then. */
        RESTART,
        /** Archiving, or deletion if the tenant is to be deleted. */
        ARCHIVE
    }
}
