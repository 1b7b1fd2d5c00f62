package acme.classes

@dev.landlord.workflow.LandlordWorkflow("classes.Payload")
class Payload {
    val workflow = dev.landlord.workflow.landlordWorkflow<kotlin.Int, kotlin.String> { "" }
}

@dev.landlord.workflow.LandlordWorkflow("classes.Override")
class Override {
    val workflow = dev.landlord.workflow.landlordWorkflow<kotlin.Int, kotlin.String> { "" }
}

@dev.landlord.workflow.LandlordWorkflow("classes.Context")
class Context {
    val workflow = dev.landlord.workflow.landlordWorkflow<kotlin.Int, kotlin.String> { "" }
}
