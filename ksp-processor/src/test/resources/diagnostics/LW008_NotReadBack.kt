import dev.landlord.workflow.*
import kotlinx.serialization.Contextual
import kotlinx.serialization.Serializable

@Serializable class Item(val id: String)

@Serializable class Basket(val counts: Map<Item, Int>)

@Serializable class Visit(val baskets: List<Basket>)

@Serializable class Delivery(@Contextual val at: java.util.Date)

@Serializable
abstract class Vehicle {
    abstract val wheels: Int
}

@LandlordWorkflow
class NotReadBack {
    val keys by signal<Map<Item, Int>>()
    val ids by signal<Map<java.util.UUID, Int>>()
    val basket by signal<Basket>()
    val visit by signal<Visit>()
    val delivery by signal<Delivery>()
    val vehicle by signal<Vehicle>()
    val thrown by signal<java.io.IOException>()
    val workflow = landlordWorkflow<String, String> { it }
}
