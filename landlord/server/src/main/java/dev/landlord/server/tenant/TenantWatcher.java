package dev.landlord.server.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.server.config.ServiceNames;
import dev.landlord.server.execution.ExecutionError;
import dev.landlord.server.tenant.RunResult.End;
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
 * Waits for the end of a run, and reports it to the tenant. The tenant itself does not wait, so it responds at any time.
 * The watcher also reports runs that were killed.
 */
@Service
@Name(TenantWatcher.SERVICE)
public class TenantWatcher {
    public static final String SERVICE = "TenantWatcher";

    /** The code of a run that failed at its timeout. */
    private static final int TIMED_OUT = 504;

    private static final Set<String> RUNNING_PHASES = Set.of("RUNNING", "WAITING_FOR_APPROVAL", "COMPENSATING");
    private static final TypeTag<JsonNode> ANY_JSON = TypeTag.of(JsonNode.class);

    private final ServiceNames names;

    public TenantWatcher(ServiceNames names) {
        this.names = names;
    }

    /** Returns when the run has ended and its end is reported. */
    @Handler
    public void watch(Context context, WatchRequest run) {
        Optional<RunResult> result = Optional.empty();
        while (result.isEmpty()) {
            result = await(context, run);
        }
        Target tenant = Target.virtualObject(names.of(TenantObject.SERVICE), run.tenant(), "settled");
        context.send(Request.of(tenant, TypeTag.of(RunResult.class), TypeTag.of(Void.class), result.get()));
    }

    /** Returns the result; empty if this call was cancelled, and not the run. */
    private static Optional<RunResult> await(Context context, WatchRequest run) {
        try {
            JsonNode output = context.invocationHandle(run.invocationId(), ANY_JSON)
                    .attach()
                    .await();
            return Optional.of(RunResult.succeeded(run.executionName(), output));
        } catch (TerminalException failure) {
            String phase = phase(context, run);
            return RUNNING_PHASES.contains(phase)
                    ? Optional.empty()
                    : Optional.of(new RunResult(
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

    /** The phase that the run reports; {@code FAILED} if Restate has deleted the run. */
    private static String phase(Context context, WatchRequest run) {
        Target status = Target.workflow(run.service(), run.executionName(), "status");
        try {
            return context.call(Request.of(status, TypeTag.of(Void.class), ANY_JSON, null))
                    .await()
                    .path("phase")
                    .asText();
        } catch (TerminalException deleted) {
            return "FAILED";
        }
    }
}
