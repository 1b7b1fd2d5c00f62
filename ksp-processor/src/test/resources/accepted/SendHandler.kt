package acme.sends

import dev.landlord.workflow.*

@kotlinx.serialization.Serializable class Value(val x: Int)

@LandlordWorkflow
class Sends {
    val send by signal<Unit>()
    val init by query<Value>()
    val INSTANCE by signal<Value>()
    val definition = landlordWorkflow<Int, Int> { it }
}
