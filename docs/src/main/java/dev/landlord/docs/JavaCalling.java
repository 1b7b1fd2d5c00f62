package dev.landlord.docs;

import dev.landlord.workflow.BusinessFailure;
import dev.restate.client.Client;
import dev.restate.client.IngressException;

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
}
