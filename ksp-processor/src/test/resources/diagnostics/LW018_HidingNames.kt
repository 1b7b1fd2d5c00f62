package acme.hiding

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.landlordWorkflow

class String

val kotlin = 1

@LandlordWorkflow val order = landlordWorkflow<Int, Int> { it }
