package dev.landlord.samples.landlord.blueprint;

/** There is another blueprint with the same id. */
public final class BlueprintConflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BlueprintConflict(String message) {
        super(message);
    }
}
