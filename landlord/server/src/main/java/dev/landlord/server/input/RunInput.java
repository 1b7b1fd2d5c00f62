package dev.landlord.server.input;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.api.FieldError;
import dev.landlord.api.JsonRule;
import dev.restate.sdk.common.TerminalException;
import java.util.List;
import java.util.stream.Collectors;

/** The rule for external JSON, in a handler that Restate's ingress calls. */
public final class RunInput {
    private RunInput() {}

    /**
     * Requires that a value in the input of a run follows the rule. Without this check, a caller of Restate's ingress
     * could start a run that throws at each attempt.
     *
     * @throws TerminalException with 400 and all violations
     */
    public static void requireRule(String field, JsonNode value) {
        List<FieldError> violations = JsonRule.violations(field, value);
        if (!violations.isEmpty()) {
            throw new TerminalException(
                    400,
                    violations.stream()
                            .map(violation -> violation.field() + ": " + violation.message())
                            .collect(Collectors.joining("\n")));
        }
    }
}
