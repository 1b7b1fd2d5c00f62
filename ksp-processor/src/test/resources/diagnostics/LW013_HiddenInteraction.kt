import dev.landlord.workflow.*

open class Base {
    private val legal by approval<Int>()
}

@LandlordWorkflow
class Hiding : Base() {
    companion object {
        val shared by approval<Int>()
    }

    private val finance by approval<Int>()
    internal val resized by signal<Int>()
    val workflow = landlordWorkflow<String, String> { it }
}
