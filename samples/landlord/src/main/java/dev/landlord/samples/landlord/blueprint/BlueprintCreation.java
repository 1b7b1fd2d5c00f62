package dev.landlord.samples.landlord.blueprint;

/**
 * What became of a blueprint that was to be created.
 *
 * @param blueprint what is kept now
 * @param isNew {@code false} if the same was kept before
 */
public record BlueprintCreation(Blueprint blueprint, boolean isNew) {}
