package dev.landlord.samples.landlord.http;

import dev.landlord.samples.landlord.blueprint.BlueprintConflict;
import dev.landlord.samples.landlord.blueprint.BlueprintProblems;
import dev.landlord.samples.landlord.blueprint.ServiceNameTaken;
import dev.landlord.samples.landlord.catalog.WorkflowBuiltIn;
import dev.landlord.samples.landlord.catalog.WorkflowInUse;
import dev.landlord.samples.landlord.catalog.WorkflowNotFound;
import dev.landlord.samples.landlord.execution.DecisionRefused;
import dev.landlord.samples.landlord.execution.ExecutionNotFound;
import dev.landlord.samples.landlord.http.Problem.FieldError;
import dev.landlord.samples.landlord.restate.RestateException;
import dev.landlord.samples.landlord.restate.WorkflowNotRegistered;
import dev.landlord.samples.landlord.tenant.TenantRefused;
import java.util.Map;
import java.util.Optional;

/** What each failure of Landlord is over HTTP. */
final class Refusals {
    private record Kind(int status, String code) {}

    /** Those that have nothing to tell but their message. */
    private static final Map<Class<? extends Exception>, Kind> KINDS = Map.of(
            WorkflowNotFound.class, new Kind(404, "workflow_not_found"),
            ExecutionNotFound.class, new Kind(404, "execution_not_found"),
            BlueprintConflict.class, new Kind(409, "workflow_exists"),
            ServiceNameTaken.class, new Kind(409, "service_name_taken"),
            WorkflowBuiltIn.class, new Kind(409, "workflow_built_in"),
            WorkflowInUse.class, new Kind(409, "workflow_in_use"),
            WorkflowNotRegistered.class, new Kind(503, "workflow_not_found"),
            RestateException.class, new Kind(503, "restate_unavailable"));

    private Refusals() {}

    /** Empty for what nobody expected. */
    static Optional<Refusal> of(Exception failure) {
        if (failure instanceof Refusal refusal) {
            return Optional.of(refusal);
        }
        if (failure instanceof TenantRefused refused) {
            return Optional.of(tenant(refused));
        }
        if (failure instanceof BlueprintProblems problems) {
            return Optional.of(Refusal.invalid(problems.problems().stream()
                    .map(problem -> new FieldError(problem.field(), problem.message()))
                    .toList()));
        }
        if (failure instanceof DecisionRefused refused) {
            return Optional.of(decision(refused));
        }
        return simple(failure);
    }

    private static Optional<Refusal> simple(Exception failure) {
        return Optional.ofNullable(KINDS.get(failure.getClass()))
                .map(kind -> new Refusal(kind.status(), kind.code(), failure.getMessage()));
    }

    private static Refusal tenant(TenantRefused refused) {
        if (!refused.problems().isEmpty()) {
            return Refusal.invalid(refused.problems().stream()
                    .map(problem -> new FieldError(problem.field(), problem.message()))
                    .toList());
        }
        return new Refusal(refused.getCode(), refused.reason(), refused.detail());
    }

    private static Refusal decision(DecisionRefused refused) {
        return refused.status() == 400
                ? new Refusal(422, "invalid_request", refused.getMessage())
                : new Refusal(refused.status(), code(refused), refused.getMessage());
    }

    private static String code(DecisionRefused refused) {
        return refused.status() == 503 ? "restate_unavailable" : refused.code();
    }
}
