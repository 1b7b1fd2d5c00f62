package dev.landlord.samples.landlord.blueprint;

import dev.landlord.samples.landlord.config.ServiceNames;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides which ids a blueprint may have: its service needs a name that Restate accepts and that Landlord does not use. */
public final class BlueprintNames {
    private final ServiceNames names;
    private final Predicate<String> isOwn;

    /** @param isOwn whether a service is one of Landlord's own */
    public BlueprintNames(ServiceNames names, Predicate<String> isOwn) {
        this.names = names;
        this.isOwn = isOwn;
    }

    /** The service that runs the blueprint of that id. */
    public String service(String workflowId) {
        return names.ofWorkflow(workflowId);
    }

    /** The service, a virtual object of Landlord, of that name. */
    String own(String name) {
        return names.of(name);
    }

    /** Why no blueprint of that id can be served; empty if one can. */
    public Optional<String> problem(String workflowId) {
        String service = service(workflowId);
        return isOwn.test(service)
                ? Optional.of(ServiceNameTaken.message(workflowId, service, "one of Landlord's own"))
                : ServiceNames.problemOf(service)
                        .map(problem -> "workflow_id " + workflowId + " cannot be served: " + problem);
    }

    /**
     * Returns if a blueprint of that id can be served.
     *
     * @throws ServiceNameTaken if its service is one of Landlord's own
     * @throws BlueprintProblems if Restate accepts no service of its name
     */
    public void requireUsable(String workflowId) {
        if (isOwn.test(service(workflowId))) {
            throw new ServiceNameTaken(workflowId, service(workflowId), "one of Landlord's own");
        }
        Field field = Field.value("workflow_id", workflowId);
        problem(workflowId).ifPresent(field::problem);
        field.throwProblems();
    }
}
