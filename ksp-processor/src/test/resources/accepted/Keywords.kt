package acme.keywords

import dev.landlord.workflow.*

@LandlordWorkflow("keywords.in") val `in` = landlordWorkflow<Int, Int> { it }

@LandlordWorkflow("keywords.object")
class `object` {
    val `when` = landlordWorkflow<Int, Int> { it }
}
