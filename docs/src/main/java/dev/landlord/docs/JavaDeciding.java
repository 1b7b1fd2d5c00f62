package dev.landlord.docs;

import dev.landlord.workflow.ApprovalInput;
import dev.landlord.workflow.ApprovalStatus;
import dev.restate.client.Client;
import dev.restate.common.Request;
import dev.restate.common.Target;
import dev.restate.serde.TypeRef;
import dev.restate.serde.TypeTag;

/** Decides on an approval from Java. */
public final class JavaDeciding {
    private JavaDeciding() {}

    /** Approves the salary of the run with that key. */
    public static ApprovalStatus approve(String ingress, String key, Salary salary, String token) {
        // region: approve
        Client client = Client.connect(ingress); // http://localhost:8080
        Target approve = Target.workflow("Hire", key, "approveSalary");
        ApprovalInput<Salary> input = new ApprovalInput<>("dora", salary, "in budget", token);
        return client.call(Request.of(
                        approve,
                        TypeTag.of(new TypeRef<ApprovalInput<Salary>>() {}),
                        TypeTag.of(ApprovalStatus.class),
                        input))
                .response();
        // endregion
    }
}
