package dev.landlord.samples.landlord.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. Its message tells every problem, each on a line of its own. */
public final class InvalidConfigException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    InvalidConfigException(List<Problem> problems) {
        super(problems.stream()
                .map(problem -> "- " + problem)
                .collect(Collectors.joining("\n", "invalid configuration:\n", "")));
        this.problems = List.copyOf(problems);
    }

    InvalidConfigException(Problem problem) {
        this(List.of(problem));
    }

    public List<Problem> problems() {
        return problems;
    }
}
