package dev.landlord.server.blueprint;

/** The service of a workflow has another owner: the service of both {@code a-b} and {@code a--b} is {@code AB}. */
public final class ServiceNameTakenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param owner the owner, such as {@code workflow a-b} */
    public ServiceNameTakenException(String workflowId, String service, String owner) {
        super(message(workflowId, service, owner));
    }

    ServiceNameTakenException(String message) {
        super(message);
    }

    /** {@link BlueprintStore} recognizes this failure by this part of the message. */
    static final String MESSAGE_PART = " would run as the service ";

    static String message(String workflowId, String service, String owner) {
        return "workflow " + workflowId + MESSAGE_PART + service + ", as " + owner + " does; choose another id";
    }
}
