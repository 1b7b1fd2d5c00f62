import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.landlordWorkflow

@LandlordWorkflow("create tenant") val spaced = landlordWorkflow<String, String> { it }

@LandlordWorkflow("OpenApiImport") val reserved = landlordWorkflow<String, String> { it }

@LandlordWorkflow val restateTenant = landlordWorkflow<String, String> { it }

@LandlordWorkflow("flow") val `my flow` = landlordWorkflow<String, String> { it }
