import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.landlordWorkflow

@LandlordWorkflow
class Tenant {
    val workflow = landlordWorkflow<String, String> { it }
}

class TenantService

@LandlordWorkflow("a") val foo = landlordWorkflow<String, String> { it }

@LandlordWorkflow("b")
class Foo {
    val workflow = landlordWorkflow<String, String> { it }
}
