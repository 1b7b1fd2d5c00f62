import dev.landlord.workflow.*

/** Restate's processor would generate one of this name. */
class OrderServiceHandlers

@LandlordWorkflow val order = landlordWorkflow<String, String> { it }

fun invoice(name: String) = name

fun shipping(name: String, times: Int) = name.repeat(times)

@LandlordWorkflow
class Invoice {
    val workflow = landlordWorkflow<String, String> { it }
}

@LandlordWorkflow
class Shipping {
    val workflow = landlordWorkflow<String, String> { it }
}
