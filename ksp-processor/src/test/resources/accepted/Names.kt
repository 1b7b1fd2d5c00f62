package acme.names

import dev.landlord.workflow.*

@LandlordWorkflow("keywords.name") val name = landlordWorkflow<Int, Int> { it }

@LandlordWorkflow("keywords.workflow") val workflow = landlordWorkflow<Int, Int> { it }

class `fun` {
    @LandlordWorkflow
    class `val` {
        val workflow = landlordWorkflow<Int, Int> { it }
    }
}

@LandlordWorkflow("keywords.Size")
class Größe {
    val workflow = landlordWorkflow<Int, Int> { it }
}

@LandlordWorkflow("under_score")
class Order_item_2 {
    val workflow = landlordWorkflow<Int, Int> { it }
}
