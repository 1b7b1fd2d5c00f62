package dev.landlord.api;

/**
 * An error in one field of a request.
 *
 * @param field the path of the field, such as {@code desired_config.sizes[2]}
 * @param message what was expected and what was found
 */
public record FieldError(String field, String message) {}
