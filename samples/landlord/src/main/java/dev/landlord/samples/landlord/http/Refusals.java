package dev.landlord.samples.landlord.http;

import dev.landlord.samples.landlord.blueprint.BlueprintConflict;
import dev.landlord.samples.landlord.blueprint.BlueprintProblems;
import dev.landlord.samples.landlord.catalog.ServiceNameTaken;
import dev.landlord.samples.landlord.catalog.WorkflowBuiltIn;
import dev.landlord.samples.landlord.catalog.WorkflowNotFound;
import dev.landlord.samples.landlord.execution.DecisionRefused;
import dev.landlord.samples.landlord.execution.ExecutionNotFound;
import dev.landlord.samples.landlord.execution.WorkflowNotRegistered;
import dev.landlord.samples.landlord.http.Problem.FieldError;
import dev.landlord.samples.landlord.registration.WorkflowNotRegisteredException;
import dev.landlord.samples.landlord.restate.RestateException;
import dev.landlord.samples.landlord.tenant.TenantRefused;
import java.util.Optional;

/** What each failure of Landlord is over HTTP. */
final class Refusals {
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
        return simple(failure).map(refusal -> refusal);
    }

    private static Optional<Refusal> simple(Exception failure) {
        int status;
        String code;
        if (failure instanceof WorkflowNotFound) {
            status = 404;
            code = "workflow_not_found";
        } else if (failure instanceof ExecutionNotFound) {
            status = 404;
            code = "execution_not_found";
        } else if (failure instanceof BlueprintConflict) {
            status = 409;
            code = "workflow_exists";
        } else if (failure instanceof ServiceNameTaken) {
            status = 409;
            code = "service_name_taken";
        } else if (failure instanceof WorkflowBuiltIn) {
            status = 409;
            code = "workflow_built_in";
        } else if (failure instanceof WorkflowNotRegistered || failure instanceof WorkflowNotRegisteredException) {
            status = 503;
            code = "workflow_not_found";
        } else if (failure instanceof RestateException) {
            status = 503;
            code = "restate_unavailable";
        } else {
            return Optional.empty();
        }
        return Optional.of(new Refusal(status, code, failure.getMessage()));
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
