package acme.lengthy

import dev.landlord.workflow.*

@LandlordWorkflow
class Abbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb {
    val cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc by approval<Int>()
    val workflow = landlordWorkflow<Int, Int> { it }
}
