package dev.landlord.docs

import dev.landlord.workflow.serve.WorkflowServer
import dev.landlord.workflow.serve.serve
import java.net.URI

object Serving {
    fun start(port: Int, admin: URI): WorkflowServer =
        // region: serve
        serve(port) {
            bind(PlaceOrderService(PlaceOrder(Shop())))
            bind(ReminderService())
            register(admin) // http://localhost:9070
        }
    // endregion
}
