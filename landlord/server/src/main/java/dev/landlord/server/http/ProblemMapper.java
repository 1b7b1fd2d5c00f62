package dev.landlord.server.http;

import dev.landlord.api.FieldError;
import dev.landlord.server.blueprint.BlueprintConflictException;
import dev.landlord.server.blueprint.InvalidBlueprintException;
import dev.landlord.server.blueprint.ServiceNameTakenException;
import dev.landlord.server.catalog.BuiltInWorkflowException;
import dev.landlord.server.catalog.WorkflowInUseException;
import dev.landlord.server.catalog.WorkflowNotFoundException;
import dev.landlord.server.execution.DecisionException;
import dev.landlord.server.execution.ExecutionNotFoundException;
import dev.landlord.server.execution.QuotaExceededException;
import dev.landlord.server.identity.IdentityProviderException;
import dev.landlord.server.restate.RestateException;
import dev.landlord.server.restate.WorkflowNotRegisteredException;
import dev.landlord.server.store.StoreException;
import dev.landlord.server.tenant.TenantRequestException;
import java.util.Map;
import java.util.Optional;

/** Maps the exceptions of Landlord to HTTP responses with Problem Details. */
final class ProblemMapper {
    private record Kind(int status, String code) {}

    /** The exceptions of which only the message is sent. */
    private static final Map<Class<? extends Exception>, Kind> KINDS = Map.of(
            QuotaExceededException.class, new Kind(429, "quota_exceeded"),
            WorkflowNotFoundException.class, new Kind(404, "workflow_not_found"),
            ExecutionNotFoundException.class, new Kind(404, "execution_not_found"),
            BlueprintConflictException.class, new Kind(409, "workflow_exists"),
            ServiceNameTakenException.class, new Kind(409, "service_name_taken"),
            BuiltInWorkflowException.class, new Kind(409, "workflow_built_in"),
            WorkflowInUseException.class, new Kind(409, "workflow_in_use"),
            WorkflowNotRegisteredException.class, new Kind(503, "workflow_not_found"),
            RestateException.class, new Kind(503, "restate_unavailable"),
            IdentityProviderException.class, new Kind(503, "identity_provider_unavailable"));

    private ProblemMapper() {}

    /** Empty for an unexpected exception. */
    static Optional<ProblemException> of(Exception failure) {
        if (failure instanceof ProblemException problem) {
            return Optional.of(problem);
        }
        if (failure instanceof TenantRequestException refused) {
            return Optional.of(tenant(refused));
        }
        if (failure instanceof InvalidBlueprintException invalid) {
            return Optional.of(ProblemException.invalid(invalid.errors().stream()
                    .map(error -> new FieldError(error.field(), error.message()))
                    .toList()));
        }
        if (failure instanceof StoreException) {
            return Optional.of(new ProblemException(
                    503, "store_unavailable", "the database of Landlord cannot be used now; its log says why"));
        }
        if (failure instanceof DecisionException refused) {
            return Optional.of(decision(refused));
        }
        return simple(failure);
    }

    private static Optional<ProblemException> simple(Exception failure) {
        return Optional.ofNullable(KINDS.get(failure.getClass()))
                .map(kind -> new ProblemException(kind.status(), kind.code(), failure.getMessage()));
    }

    private static ProblemException tenant(TenantRequestException refused) {
        if (!refused.errors().isEmpty()) {
            return ProblemException.invalid(refused.errors());
        }
        return new ProblemException(refused.getCode(), refused.reason(), refused.detail());
    }

    private static ProblemException decision(DecisionException refused) {
        return refused.status() == 400
                ? new ProblemException(422, "invalid_request", refused.getMessage())
                : new ProblemException(refused.status(), refused.code(), refused.getMessage());
    }
}
