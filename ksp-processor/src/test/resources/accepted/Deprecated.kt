package acme.deprecated

import dev.landlord.workflow.*

@Deprecated("use another")
@LandlordWorkflow
class Old {
    @Deprecated("use another") val finance by approval<Int>()
    @Deprecated("use another") val sized by signal<Int>()
    val workflow = landlordWorkflow<Int, Int> { it }
}

@Deprecated("use another") @LandlordWorkflow val older = landlordWorkflow<Int, Int> { it }
