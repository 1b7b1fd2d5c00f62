@file:OptIn(Preview::class)

package acme.preview

import dev.landlord.workflow.*

@RequiresOptIn annotation class Preview

@RequiresOptIn(level = RequiresOptIn.Level.WARNING) annotation class Beta

object Markers {
    @RequiresOptIn internal annotation class Inner
}

@Preview
open class Audited {
    val legal by approval<Int>()
}

@LandlordWorkflow
class Partly : Audited() {
    @Preview val finance by approval<Int>()
    @Beta val sized by signal<Int>()
    @OptIn(Markers.Inner::class) @Markers.Inner val size by query<Int>()
    @Preview val workflow = landlordWorkflow<Int, Int> { it }
}

@Preview
class Around {
    @Beta
    @LandlordWorkflow
    class Within {
        val workflow = landlordWorkflow<Int, Int> { it }
    }
}
