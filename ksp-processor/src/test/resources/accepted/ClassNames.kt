package acme.classes

@dev.landlord.workflow.LandlordWorkflow("classes.Int")
class Int {
    val workflow = dev.landlord.workflow.landlordWorkflow<kotlin.Int, kotlin.String> { "" }
}

@dev.landlord.workflow.LandlordWorkflow("classes.Object")
class Object {
    val workflow = dev.landlord.workflow.landlordWorkflow<kotlin.Int, kotlin.String> { "" }
}
