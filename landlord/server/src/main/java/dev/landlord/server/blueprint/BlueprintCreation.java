package dev.landlord.server.blueprint;

/**
 * The result of a request to create a blueprint.
 *
 * @param blueprint the stored blueprint
 * @param isNew {@code false} if an equal blueprint was stored before
 */
public record BlueprintCreation(Blueprint blueprint, boolean isNew) {}
