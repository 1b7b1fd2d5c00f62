package dev.landlord.samples.landlord.catalog;

/** A workflow would run as a service that there is: {@code a-b} and {@code a--b} are both {@code AB}. */
public final class ServiceNameTaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param taken by whom, such as {@code workflow a-b} */
    ServiceNameTaken(String workflowId, String service, String taken) {
        super("workflow " + workflowId + " would run as the service " + service + ", as " + taken
                + " does; choose another id");
    }
}
