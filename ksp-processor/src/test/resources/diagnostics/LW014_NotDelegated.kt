import dev.landlord.workflow.*

@LandlordWorkflow
class Assigned {
    val finance = approval<Int>()
    val legal by approval<Int>()
    val same get() = legal
    val String.extended by approval<Int>()
    val workflow = landlordWorkflow<String, String> { it }
}
