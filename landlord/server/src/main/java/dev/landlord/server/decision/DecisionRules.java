package dev.landlord.server.decision;

import dev.landlord.workflow.Approval;
import dev.landlord.workflow.DecisionKeys;
import java.util.Optional;

/**
 * The rules of all approvals.
 *
 * @param hasFourEyes whether the user who requested the approval may not decide on it
 * @param keys the keys of {@link DecisionTokens}: a decision needs a token of one of them, so that a caller of Restate's
 *     ingress cannot decide; empty: every caller of the ingress can decide
 */
public record DecisionRules(boolean hasFourEyes, Optional<DecisionKeys> keys) {
    /** Every caller of Restate's ingress can decide. */
    public static DecisionRules none() {
        return new DecisionRules(false, Optional.empty());
    }

    /** The approval with these rules. */
    public <T> Approval<T> apply(Approval<T> approval) {
        Approval<T> proven = keys.isPresent() ? approval.tokens(keys.get()) : approval;
        return hasFourEyes ? proven.fourEyes() : proven;
    }
}
