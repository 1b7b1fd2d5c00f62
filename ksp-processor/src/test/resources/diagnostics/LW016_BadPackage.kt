package acme.native

import dev.landlord.workflow.*

@LandlordWorkflow
class Order {
    val sized by signal<Size>()
    val workflow = landlordWorkflow<String, String> { it }
}

@kotlinx.serialization.Serializable class Size(val x: Int)
