package dev.landlord.samples.landlord.blueprint;

/** There is another blueprint with the same id, or the same service. */
public final class BlueprintConflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BlueprintConflict(String message) {
        super(message);
    }
}
