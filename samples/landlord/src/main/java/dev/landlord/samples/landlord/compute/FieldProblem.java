package dev.landlord.samples.landlord.compute;

/**
 * What is wrong with one field of a request.
 *
 * @param field its path, such as {@code desired_config.plan}
 * @param message what was expected and what was found
 */
public record FieldProblem(String field, String message) {
    /** A problem with a field of {@code desired_config}. */
    static FieldProblem ofConfig(String field, String message) {
        return new FieldProblem("desired_config." + field, message);
    }
}
