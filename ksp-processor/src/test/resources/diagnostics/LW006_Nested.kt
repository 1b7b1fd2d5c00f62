import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.landlordWorkflow

class Outer {
    @LandlordWorkflow
    inner class Inner {
        val workflow = landlordWorkflow<String, String> { it }
    }
}

private class Secret {
    @LandlordWorkflow
    class Nested {
        val workflow = landlordWorkflow<String, String> { it }
    }
}
