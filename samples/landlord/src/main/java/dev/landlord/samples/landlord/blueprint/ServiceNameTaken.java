package dev.landlord.samples.landlord.blueprint;

/** A workflow would run as a service that exists: {@code a-b} and {@code a--b} are both {@code AB}. */
public final class ServiceNameTaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param taken by whom, such as {@code workflow a-b} */
    public ServiceNameTaken(String workflowId, String service, String taken) {
        super(message(workflowId, service, taken));
    }

    ServiceNameTaken(String message) {
        super(message);
    }

    /** By which {@link BlueprintStore} tells the refusal from others. */
    static final String WORDS = " would run as the service ";

    static String message(String workflowId, String service, String taken) {
        return "workflow " + workflowId + WORDS + service + ", as " + taken + " does; choose another id";
    }
}
