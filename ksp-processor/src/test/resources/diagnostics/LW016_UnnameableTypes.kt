package acme

import dev.landlord.workflow.*
import kotlinx.serialization.Serializable

@Serializable class record(val x: Int)

@Serializable class `Order Item`(val x: Int)

class `object` {
    @Serializable class Part(val x: Int)
}

@LandlordWorkflow
class Order {
    val recorded by signal<record>()
    val items by query<List<`Order Item`>>()
    val part by promise<`object`.Part>()
    val workflow = landlordWorkflow<String, String> { it }
}
