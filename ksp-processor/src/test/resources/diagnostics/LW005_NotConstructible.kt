import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.landlordWorkflow

@LandlordWorkflow
abstract class Abstract {
    val workflow = landlordWorkflow<String, String> { it }
}

@LandlordWorkflow
sealed class Sealed {
    val workflow = landlordWorkflow<String, String> { it }
}

@LandlordWorkflow
object Single {
    val workflow = landlordWorkflow<String, String> { it }
}

class Holder {
    @LandlordWorkflow val member = landlordWorkflow<String, String> { it }
}
