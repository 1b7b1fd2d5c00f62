package dev.landlord.docs;

import dev.landlord.workflow.ApprovalInput;
import dev.landlord.workflow.ApprovalStatus;

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
}
