import dev.landlord.workflow.*

@LandlordWorkflow
class Clashing {
    val finance by approval<Int>()
    val approveFinance by signal<Int>()
    val Finance by approval<Int>()
    val status by query<Int>()
    val signals by signal<Int>()
    val `in` by signal<Int>()
    val `is it` by query<Int>()
    val going by signal<Int>()
    val Going by signal<Int>()
    val finalize by signal<Unit>()
    val sentAsync by signal<Int>()
    val sent by signal<Int>()
    val workflow = landlordWorkflow<String, String> { it }
}
