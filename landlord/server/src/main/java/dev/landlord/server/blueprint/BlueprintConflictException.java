package dev.landlord.server.blueprint;

/** A different blueprint with the same id, or the same service, exists. */
public final class BlueprintConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BlueprintConflictException(String message) {
        super(message);
    }
}
