package dev.landlord.docs;

import dev.landlord.workflow.BusinessFailure;
import dev.landlord.workflow.WorkflowPhase;
import dev.landlord.workflow.WorkflowStatus;
import dev.restate.client.Client;
import dev.restate.client.IngressException;
import dev.restate.common.Request;
import dev.restate.common.Target;
import dev.restate.serde.Serde;
import dev.restate.serde.TypeTag;

final class JavaCalling {
    private JavaCalling() {}

    static String rented(Client client, String key) {
        // region: caller
        try {
            return client.workflowHandle("RentTools", key, String.class)
                    .attach()
                    .response();
        } catch (IngressException failed) {
            if (BusinessFailure.from(failed.getMessage()) instanceof OutOfQuota quota) {
                return "at most " + quota.getLimit();
            }
            throw failed;
        }
        // endregion
    }

    static WorkflowPhase phase(String ingress, String key) {
        // region: status
        Client client = Client.connect(ingress); // http://localhost:8080
        Target status = Target.workflow("RentTools", key, "status");
        WorkflowPhase phase = client.call(
                        Request.of(status, TypeTag.of(Serde.VOID), TypeTag.of(WorkflowStatus.class), null))
                .response()
                .getPhase();
        // endregion
        return phase;
    }
}
