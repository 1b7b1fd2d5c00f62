package acme.`in`

import dev.landlord.workflow.*

@LandlordWorkflow val order = landlordWorkflow<String, String> { it }
