package dev.landlord.docs;

import dev.landlord.workflow.ApprovalInput;
import dev.landlord.workflow.ApprovalStatus;
import dev.landlord.workflow.DecisionKeys;
import dev.landlord.workflow.client.DecisionTokens;
import java.time.Duration;

/** Decides on an approval from Java. */
public final class JavaDeciding {
    private JavaDeciding() {}

    /** Approves the salary of the run with that key. */
    public static ApprovalStatus approve(String ingress, String key, Salary salary, String token) {
        // region: approve
        try (HireClient client = HireClient.connect(ingress)) { // http://localhost:8080
            return client.workflow(key).approveSalary(new ApprovalInput<>("dora", salary, "in budget", token));
        }
        // endregion
    }

    /** Approves the salary as a user whom this program has authenticated. */
    public static ApprovalStatus approveAs(
            String user, HireClient client, String key, String runId, Salary salary, DecisionKeys keys) {
        // region: sign
        var hire = client.workflow(key);
        ApprovalStatus asked = hire.status().getApprovals().get(0);
        String token = DecisionTokens.token(keys, runId, asked, user, Duration.ofMinutes(1)); // runId: from submit
        return hire.approveSalary(new ApprovalInput<>(user, salary, "in budget", token));
        // endregion
    }
}
