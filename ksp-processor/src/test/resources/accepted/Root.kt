import dev.landlord.workflow.*

@LandlordWorkflow val rooted = landlordWorkflow<Int, Int> { it }

@LandlordWorkflow("rootedName") val name = landlordWorkflow<Int, Int> { it }
