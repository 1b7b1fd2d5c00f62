import dev.landlord.workflow.*

@LandlordWorkflow
class Abbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb {
    val cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc by signal<Int>()
    val workflow = landlordWorkflow<String, String> { it }
}

@LandlordWorkflow("dollars")
class `Us$` {
    val workflow = landlordWorkflow<String, String> { it }
}
