package dev.landlord.samples.landlord.blueprint;

import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong with a blueprint, or with the input of an execution, told at once. */
public final class BlueprintProblems extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * One thing that is wrong.
     *
     * @param field where, such as {@code steps[1].sleep}; empty is the whole
     * @param line in the file, from 1; 0 if it did not come from one
     * @param message what was expected and found
     */
    public record Problem(String field, int line, String message) {
        @Override
        public String toString() {
            String place = line == 0 ? "" : field.isEmpty() ? "line " + line : "line " + line + ", ";
            String where = place + field;
            return where.isEmpty() ? message : where + ": " + message;
        }
    }

    BlueprintProblems(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** In the order in which they stand in the file. */
    public List<Problem> problems() {
        return problems;
    }
}
