package dev.landlord.server.blueprint;

import java.util.List;
import java.util.stream.Collectors;

/** A blueprint, or the input of an execution, is invalid. Contains all errors. */
public final class InvalidBlueprintException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<BlueprintError> errors;

    /**
     * An error in a blueprint.
     *
     * @param field the path of the field, such as {@code steps[1].sleep}; empty for the whole blueprint
     * @param line the line in the file, from 1; 0 if the blueprint does not come from a file
     * @param message what was expected and what was found
     */
    public record BlueprintError(String field, int line, String message) {
        @Override
        public String toString() {
            String place = line == 0 ? "" : field.isEmpty() ? "line " + line : "line " + line + ", ";
            String where = place + field;
            return where.isEmpty() ? message : where + ": " + message;
        }
    }

    InvalidBlueprintException(List<BlueprintError> errors) {
        super(errors.stream().map(BlueprintError::toString).collect(Collectors.joining("\n")));
        this.errors = List.copyOf(errors);
    }

    /** The errors, in the order of the file. */
    public List<BlueprintError> errors() {
        return errors;
    }
}
