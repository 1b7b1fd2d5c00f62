package dev.landlord.server.tenant;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.restate.sdk.common.StateKey;
import dev.restate.serde.TypeRef;
import dev.restate.serde.TypeTag;
import java.util.List;

/** The keys of a tenant's state at Restate. */
final class TenantStateKeys {
    static final StateKey<TenantRecord> TENANT = StateKey.of("tenant", TenantRecord.class);
    static final StateKey<List<Transition>> TRANSITIONS =
            StateKey.of("transitions", TypeTag.of(new TypeRef<List<Transition>>() {}));
    static final StateKey<Work> WORK = StateKey.of("work", Work.class);

    private TenantStateKeys() {}

    /** The state of the workflows of a tenant, which the API does not return. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
    static final class Work {
        /** The configuration of the current run. */
        JsonNode given;

        /** The configuration of the existing resources; {@code null} if there are none. */
        JsonNode applied;

        /** The operation after the end of the current run; {@code null} means the default. */
        Intent intent;

        Work() {}
    }

    /** The operation that follows a cancelled run. */
    record Intent(Next next, String reason, String trigger) {}

    /** The operations that can follow a cancelled run. */
    enum Next {
        /** Start the same workflow again, with the configuration desired at that time. */
        RESTART,
        /** Archive the tenant, or delete it if its deletion was requested. */
        ARCHIVE
    }
}
