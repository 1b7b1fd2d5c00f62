@file:OptIn(Preview::class)

package acme.preview

import dev.landlord.workflow.*

@Preview
@LandlordWorkflow
class Previewed {
    val finance by approval<Int>()
    val workflow = landlordWorkflow<Int, Int> { it }
}

@Preview @LandlordWorkflow val previewed2 = landlordWorkflow<Int, Int> { it }
