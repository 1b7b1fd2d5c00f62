package dev.landlord.samples.landlord.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.samples.landlord.config.ServiceNames;
import dev.landlord.samples.landlord.execution.ExecutionError;
import dev.landlord.samples.landlord.tenant.Settlement.End;
import dev.restate.common.Request;
import dev.restate.common.Target;
import dev.restate.sdk.Context;
import dev.restate.sdk.annotation.Handler;
import dev.restate.sdk.annotation.Name;
import dev.restate.sdk.annotation.Service;
import dev.restate.sdk.common.TerminalException;
import dev.restate.serde.TypeTag;
import java.util.Optional;
import java.util.Set;

/**
 * Waits for the end of a run, however long it takes, and tells its tenant, which does not wait: so a
 * tenant answers at any time. It learns of a run that was killed, too.
 */
@Service
@Name(TenantWatcher.SERVICE)
public class TenantWatcher {
    public static final String SERVICE = "TenantWatcher";

    /** What runs fail with whose time is up. */
    private static final int TIMED_OUT = 504;

    private static final Set<String> UNDER_WAY = Set.of("RUNNING", "WAITING_FOR_APPROVAL", "COMPENSATING");
    private static final TypeTag<JsonNode> ANY_JSON = TypeTag.of(JsonNode.class);

    private final ServiceNames names;

    public TenantWatcher(ServiceNames names) {
        this.names = names;
    }

    /** Returns when the run has ended and its tenant is told. */
    @Handler
    public void watch(Context context, RunToWatch run) {
        Optional<Settlement> settlement = Optional.empty();
        while (settlement.isEmpty()) {
            settlement = await(context, run);
        }
        Target tenant = Target.virtualObject(names.of(TenantObject.SERVICE), run.tenant(), "settled");
        context.send(Request.of(tenant, TypeTag.of(Settlement.class), TypeTag.of(Void.class), settlement.get()));
    }

    /** Empty if it was this that was cancelled, and not the run. */
    private static Optional<Settlement> await(Context context, RunToWatch run) {
        try {
            JsonNode output = context.invocationHandle(run.invocationId(), ANY_JSON)
                    .attach()
                    .await();
            return Optional.of(Settlement.succeeded(run.executionName(), output));
        } catch (TerminalException failure) {
            String phase = phase(context, run);
            return UNDER_WAY.contains(phase)
                    ? Optional.empty()
                    : Optional.of(new Settlement(
                            run.executionName(),
                            end(phase, failure),
                            null,
                            ExecutionError.forPeople(failure.getMessage())));
        }
    }

    private static End end(String phase, TerminalException failure) {
        return switch (phase) {
            case "PARTIALLY_COMPENSATED" -> End.PARTIALLY_COMPENSATED;
            case "CANCELLED" -> End.CANCELLED;
            default -> failure.getCode() == TIMED_OUT ? End.TIMED_OUT : End.FAILED;
        };
    }

    /** As the run's own status tells; {@code FAILED} of a run that Restate has forgotten. */
    private static String phase(Context context, RunToWatch run) {
        Target status = Target.workflow(run.service(), run.executionName(), "status");
        try {
            return context.call(Request.of(status, TypeTag.of(Void.class), ANY_JSON, null))
                    .await()
                    .path("phase")
                    .asText();
        } catch (TerminalException forgotten) {
            return "FAILED";
        }
    }
}
