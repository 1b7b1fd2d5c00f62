package dev.landlord.docs;

import dev.landlord.workflow.serve.WorkflowServer;
import java.net.URI;

final class JavaServing {
    private JavaServing() {}

    static WorkflowServer start(int port, URI admin) {
        // region: serve
        return WorkflowServer.builder()
                .port(port)
                .bind(new PlaceOrderService(new PlaceOrder(new Shop())))
                .register(admin)
                .start();
        // endregion
    }

    static void bindElsewhere() {
        // region: endpoint
        dev.restate.sdk.endpoint.Endpoint endpoint = WorkflowServer.builder()
                .bind(new PlaceOrderService(new PlaceOrder(new Shop())))
                .endpoint();
        // endregion
        if (endpoint.getServiceDefinitions().count() != 1) {
            throw new IllegalStateException();
        }
    }
}
