package dev.landlord.samples.recipes.webhook

import dev.restate.sdk.annotation.Handler
import dev.restate.sdk.annotation.Service
import dev.restate.sdk.kotlin.Context
import dev.restate.sdk.kotlin.send

// region: router
/** Receives all events of a provider at one URL: `POST /InvoiceWebhook/receive`. */
@Service
class InvoiceWebhook {
    @Handler
    suspend fun receive(context: Context, event: InvoiceEvent) {
        HandleInvoiceEventServiceHandlers.run(event.id, event).send(context)
    }
}
// endregion
