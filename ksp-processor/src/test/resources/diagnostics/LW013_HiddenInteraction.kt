import dev.landlord.workflow.*

@LandlordWorkflow
class Hiding {
    private val finance by approval<Int>()
    internal val resized by signal<Int>()
    val workflow = landlordWorkflow<String, String> { it }
}
