package acme.keywords

import dev.landlord.workflow.*

@LandlordWorkflow("keywords.in") val `in` = landlordWorkflow<Int, Int> { it }

@LandlordWorkflow("keywords.name") val name = landlordWorkflow<Int, Int> { it }

@LandlordWorkflow("keywords.workflow") val workflow = landlordWorkflow<Int, Int> { it }

@LandlordWorkflow("keywords.object")
class `object` {
    val `when` = landlordWorkflow<Int, Int> { it }
}

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
