package dev.landlord.server.blueprint;

import dev.landlord.server.config.ServiceNames;
import java.util.Optional;
import java.util.function.Predicate;

/** Checks the ids of blueprints: Restate must accept the name of the service, and Landlord must not use it itself. */
public final class BlueprintNames {
    private final ServiceNames names;
    private final Predicate<String> isOwn;

    /** @param isOwn whether a service is one of Landlord's own services */
    public BlueprintNames(ServiceNames names, Predicate<String> isOwn) {
        this.names = names;
        this.isOwn = isOwn;
    }

    /** The name of the service that runs the blueprint of that id. */
    public String service(String workflowId) {
        return names.ofWorkflow(workflowId);
    }

    /** The full name of a virtual object of Landlord. */
    String own(String name) {
        return names.of(name);
    }

    /** Why a blueprint of that id cannot be served; empty if it can. */
    public Optional<String> error(String workflowId) {
        String service = service(workflowId);
        return isOwn.test(service)
                ? Optional.of(ServiceNameTakenException.message(workflowId, service, "one of Landlord's own"))
                : ServiceNames.errorOf(service)
                        .map(error -> "workflow_id " + workflowId + " cannot be served: " + error);
    }

    /**
     * Returns if a blueprint of that id can be served.
     *
     * @throws ServiceNameTakenException if its service is one of Landlord's own services
     * @throws InvalidBlueprintException if Restate does not accept the name of its service
     */
    public void requireUsable(String workflowId) {
        if (isOwn.test(service(workflowId))) {
            throw new ServiceNameTakenException(workflowId, service(workflowId), "one of Landlord's own");
        }
        Field field = Field.value("workflow_id", workflowId);
        error(workflowId).ifPresent(field::error);
        field.throwIfInvalid();
    }
}
